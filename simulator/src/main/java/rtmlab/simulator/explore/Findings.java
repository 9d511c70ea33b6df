package rtmlab.simulator.explore;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an exploration came to, or has come to so far.
 *
 * @param runs how many runs were made
 * @param complete whether everything was run that was asked for, within the budget
 * @param violations for each broken promise its smallest violation, by the promises' names
 */
public record Findings<O extends Outcome>(
        long runs, Duration elapsed, boolean complete, Map<String, Violation<O>> violations) {

    public Findings {
        // By name, so that it reads the same every time.
        violations = Collections.unmodifiableMap(new TreeMap<>(violations));
    }

    /** The smallest violation of a promise, if it was broken. */
    public Optional<Violation<O>> violation(String promise) {
        return Optional.ofNullable(violations.get(promise));
    }

    public double runsPerSecond() {
        return runs / Math.max(1e-9, elapsed.toNanos() / 1e9);
    }
}
