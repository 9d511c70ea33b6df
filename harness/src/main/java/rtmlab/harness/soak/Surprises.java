package rtmlab.harness.soak;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;

/** What a soak came to that is not documented of its architecture. */
final class Surprises {

    private Surprises() {}

    /**
     * Whatever else is broken than what is known to break. Where nothing is known to break, all must be kept, nothing
     * undecided, and the system must have calmed down: what loses messages need not come to rest.
     *
     * @param breaks the promises that are known to break
     * @return each in words; nothing where all is as documented
     */
    static List<String> in(Collection<String> breaks, Map<String, Verdict> verdicts, boolean hasCalmedDown) {
        var surprises = new ArrayList<String>();
        if (breaks.isEmpty() && !hasCalmedDown) {
            surprises.add("the system did not calm down");
        }
        verdicts.forEach((promise, verdict) -> {
            var isExpected = breaks.isEmpty()
                    ? verdict instanceof Kept
                    : !(verdict instanceof Broken) || breaks.contains(promise);
            if (!isExpected) {
                surprises.add(promise + " is " + verdict.word());
            }
        });
        return surprises;
    }
}
