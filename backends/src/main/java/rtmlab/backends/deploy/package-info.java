/** An architecture as real processes: one JVM per node, and the hand that starts, crashes, pauses and restarts them. */
@NullMarked
package rtmlab.backends.deploy;

import org.jspecify.annotations.NullMarked;
