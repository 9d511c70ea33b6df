package rtmlab.simulator.explore;

import java.util.Map;

/** What an experiment found out in one run. */
public interface Outcome {

    /** The promises that were broken, each with a witness: a sentence that says how. In an order that never varies. */
    Map<String, String> broken();
}
