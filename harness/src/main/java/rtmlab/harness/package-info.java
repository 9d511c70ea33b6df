/** Runs architectures, breaks them, and says what came of it. */
@NullMarked
package rtmlab.harness;

import org.jspecify.annotations.NullMarked;
