/** Experiments on real processes and real servers. */
@NullMarked
package rtmlab.harness.real;

import org.jspecify.annotations.NullMarked;
