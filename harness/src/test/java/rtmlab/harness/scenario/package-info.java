/** Scenarios: their format, those that come along, and what makes a run worth nothing. */
@NullMarked
package rtmlab.harness.scenario;

import org.jspecify.annotations.NullMarked;
