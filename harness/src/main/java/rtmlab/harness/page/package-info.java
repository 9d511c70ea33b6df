/** The page on which a click crashes a node: what it asks for, and what it is given to draw. */
@NullMarked
package rtmlab.harness.page;

import org.jspecify.annotations.NullMarked;
