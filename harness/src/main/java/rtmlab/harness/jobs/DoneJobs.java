package rtmlab.harness.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Which jobs are done, each by its own status: that no queue and no log has anything left may also mean that something was
 * lost on the way.
 *
 * <p>The status of what was done more than a minute ago is forgotten, so whoever counts many looks every few seconds.
 */
final class DoneJobs {

    private static final int ASKED_AT_ONCE = 1_000;

    private final Function<List<Integer>, List<Optional<String>>> statusesOf;
    private List<Integer> open;
    private int count;

    /**
     * Of the jobs from this number to that one.
     *
     * @param statusesOf the statuses of these jobs, in their order; empty for one that nobody knows
     */
    DoneJobs(int first, int last, Function<List<Integer>, List<Optional<String>>> statusesOf) {
        this.statusesOf = statusesOf;
        this.open = IntStream.rangeClosed(first, last).boxed().toList();
    }

    /** Asks for all that were not done so far. */
    void look() {
        var stillOpen = new ArrayList<Integer>();
        for (var from = 0; from < open.size(); from += ASKED_AT_ONCE) {
            var asked = open.subList(from, Math.min(open.size(), from + ASKED_AT_ONCE));
            var statuses = statusesOf.apply(asked);
            for (var number = 0; number < asked.size(); number++) {
                if (statuses.get(number).filter("done"::equals).isPresent()) {
                    count++;
                } else {
                    stillOpen.add(asked.get(number));
                }
            }
        }
        open = stillOpen;
    }

    /** How many have been seen done. */
    int count() {
        return count;
    }
}
