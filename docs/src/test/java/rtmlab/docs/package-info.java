/** Holds the documentation to what it says. */
@NullMarked
package rtmlab.docs;

import org.jspecify.annotations.NullMarked;
