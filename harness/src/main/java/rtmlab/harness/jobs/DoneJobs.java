package rtmlab.harness.jobs;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which jobs are done, each by its own status: that no queue and no log has anything left may also mean that something was
 * lost on the way.
 *
 * <p>The status of what was done more than a minute ago is forgotten, so whoever counts many has to look now and then.
 */
final class DoneJobs {

    /** Jobs are done about in their order: behind so many that are not, a passing look finds nothing new. */
    private static final int LOOKED_AHEAD = 1_000;

    private final int first;
    private final int last;
    private final BitSet open = new BitSet();
    private final Function<Integer, Optional<String>> statusOf;

    /** Of the jobs from this number to that one. */
    DoneJobs(int first, int last, Function<Integer, Optional<String>> statusOf) {
        this.first = first;
        this.last = last;
        this.statusOf = statusOf;
        open.set(first, last + 1);
    }

    /** Looks at those that will be done next. */
    void look() {
        look(LOOKED_AHEAD);
    }

    /** Looks at all that were not done so far. */
    void lookAtAll() {
        look(Integer.MAX_VALUE);
    }

    private void look(int ahead) {
        var notDone = 0;
        for (var job = open.nextSetBit(first); job >= 0 && notDone < ahead; job = open.nextSetBit(job + 1)) {
            if (statusOf.apply(job).filter("done"::equals).isPresent()) {
                open.clear(job);
            } else {
                notDone++;
            }
        }
    }

    int count() {
        return last - first + 1 - open.cardinality();
    }
}
