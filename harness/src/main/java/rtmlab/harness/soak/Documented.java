package rtmlab.harness.soak;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;

/** Whether what a soak came to is what is documented of its architecture. */
final class Documented {

    /** Whether anybody reads a channel's history when it tells something is left to chance, more so in a short soak. */
    private static final Set<String> OF_READERS = Set.of("linearizable-log", "read-your-writes", "monotonic-reads");

    private Documented() {}

    /**
     * Whether nothing else is broken than what is known to break. Where nothing is known to break, all that a soak is sure
     * to put to the test must be kept, and the system must have calmed down: what loses messages need not come to rest.
     *
     * @param breaks the promises that are known to break
     */
    static boolean holds(Collection<String> breaks, Map<String, Verdict> verdicts, boolean hasCalmedDown) {
        var onlyKnown = verdicts.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Broken)
                .allMatch(entry -> breaks.contains(entry.getKey()));
        var allKept = hasCalmedDown
                && verdicts.entrySet().stream()
                        .filter(entry -> !OF_READERS.contains(entry.getKey()))
                        .allMatch(entry -> entry.getValue() instanceof Kept);
        return onlyKnown && (allKept || !breaks.isEmpty());
    }
}
