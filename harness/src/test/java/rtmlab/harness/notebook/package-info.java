/** What one execution of a notebook claims, held against another. */
@NullMarked
package rtmlab.harness.notebook;

import org.jspecify.annotations.NullMarked;
