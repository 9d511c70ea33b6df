package rtmlab.harness.soak;

import java.util.Collection;
import java.util.Map;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;

/** Whether what a soak came to is what is documented of its architecture. */
final class Documented {

    private Documented() {}

    /**
     * Whether nothing else is broken than what is known to break. Where nothing is known to break, all must be
     * kept, nothing undecided, and the system must have calmed down: what loses messages need not come to rest.
     *
     * @param breaks the promises that are known to break
     */
    static boolean holds(Collection<String> breaks, Map<String, Verdict> verdicts, boolean hasCalmedDown) {
        var onlyKnown = verdicts.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Broken)
                .allMatch(entry -> breaks.contains(entry.getKey()));
        var allKept = hasCalmedDown && verdicts.values().stream().allMatch(Kept.class::isInstance);
        return onlyKnown && (allKept || !breaks.isEmpty());
    }
}
