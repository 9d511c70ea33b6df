/** Chance: one list of small integers, picked by name, replayed, randomised and told. */
@NullMarked
package rtmlab.simulator.choice;

import org.jspecify.annotations.NullMarked;
