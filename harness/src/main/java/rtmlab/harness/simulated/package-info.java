/** Whole systems in the simulated world: workloads, verdicts, and the search for runs that break a promise. */
@NullMarked
package rtmlab.harness.simulated;

import org.jspecify.annotations.NullMarked;
