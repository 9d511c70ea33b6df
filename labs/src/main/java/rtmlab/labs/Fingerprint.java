package rtmlab.labs;

import rtmlab.harness.simulated.SimulatedOutcome;

/** Of all that happened in the runs of a graded test: when they are run again on the same code, it must be the same. */
public final class Fingerprint {

    private long hash;
    private long runs;

    /** Takes in one run more. */
    SimulatedOutcome noted(SimulatedOutcome outcome) {
        hash = hash * 31 + outcome.report().traceHash();
        runs++;
        return outcome;
    }

    /** How many runs there were, and a hash of everything in them. */
    String text() {
        return runs + " runs, %016x".formatted(hash);
    }
}
