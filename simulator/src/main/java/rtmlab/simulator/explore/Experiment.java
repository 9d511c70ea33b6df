package rtmlab.simulator.explore;

import rtmlab.simulator.choice.Choices;

/**
 * A run as a function of its choices: the same choices, the same run.
 *
 * <p>Explored on several threads, it is called by all of them.
 */
@FunctionalInterface
public interface Experiment<O extends Outcome> {

    O run(Choices choices);
}
