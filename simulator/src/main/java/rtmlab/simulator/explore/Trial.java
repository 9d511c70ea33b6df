package rtmlab.simulator.explore;

import rtmlab.simulator.choice.Choices;

/** An experiment whose workload can be made smaller, too. */
@FunctionalInterface
public interface Trial<W, O extends Outcome> {

    O run(W workload, Choices choices);
}
