/** Notebooks in Java on the project's own API: their kernel, how they are executed, and whether they still say the same. */
@NullMarked
package rtmlab.harness.notebook;

import org.jspecify.annotations.NullMarked;
