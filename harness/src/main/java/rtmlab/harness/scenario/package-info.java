/** Scenarios as data: who says what, what goes wrong when, and which promises each variant is expected to keep. */
@NullMarked
package rtmlab.harness.scenario;

import org.jspecify.annotations.NullMarked;
