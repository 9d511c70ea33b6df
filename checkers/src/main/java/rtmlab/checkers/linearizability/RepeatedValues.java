package rtmlab.checkers.linearizability;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Words;

/**
 * One log to which some value is appended more than once, and whether it can have come about.
 *
 * <p>Which values stand where is known as for {@link OneLog}, but not which append put them there: {@link Growth} finds
 * that out.
 */
final class RepeatedValues {
    private final List<Appended> appends;
    private final List<OneLog.ReadOf> reads;
    private final List<PollOf> polls;

    private @Nullable Edn[] values = new Edn[16];
    private @Nullable Operation[] tellers = new Operation[16];
    private @Nullable Appended[] pinned = new Appended[16];
    private int known;

    RepeatedValues(List<Appended> appends, List<OneLog.ReadOf> reads, List<PollOf> polls) {
        this.appends = appends;
        this.reads = reads;
        this.polls = polls;
    }

    /** Finds out what stands where, and that nothing stands where more often than it was appended. */
    void place(Map<Edn, Appended> failed) throws Contradiction {
        for (var read : reads) {
            for (int position = 0; position < read.values().size(); position++) {
                place(read.values().get(position), position, read.operation());
            }
        }
        for (var poll : polls) {
            for (int i = 0; i < poll.records().size(); i++) {
                int position = OneLog.position(poll.records().offset(i), poll.operation(), appends.size());
                place(poll.records().value(i), position, poll.operation());
            }
        }
        for (var append : appends) {
            if (append.offset != Appended.NOWHERE) {
                int position = OneLog.position(append.offset, append.operation, appends.size());
                place(append.value, position, append.operation);
                var other = pinned[position];
                if (other != null) {
                    throw new Contradiction(
                            append.operation.sentence() + " tells of offset " + position + ", and so does "
                                    + other.operation.sentence(),
                            append.operation,
                            other.operation);
                }
                pinned[position] = append;
            }
        }
        count(failed);
    }

    private void place(Edn value, int position, Operation teller) throws Contradiction {
        if (position >= values.length) {
            int length = Math.max(values.length * 2, position + 1);
            values = Arrays.copyOf(values, length);
            tellers = Arrays.copyOf(tellers, length);
            pinned = Arrays.copyOf(pinned, length);
        }
        known = Math.max(known, position + 1);
        var standing = values[position];
        if (standing == null) {
            values[position] = value;
            tellers[position] = teller;
        } else if (!standing.equals(value)) {
            throw new Contradiction(
                    shows(teller, value, position) + ", but " + told(position) + " has " + shown(standing) + " there",
                    teller,
                    tellers[position]);
        }
    }

    private void count(Map<Edn, Appended> failed) throws Contradiction {
        var left = new HashMap<Edn, Integer>();
        appends.forEach(append -> left.merge(append.value, 1, Integer::sum));
        for (int position = 0; position < known; position++) {
            var value = values[position];
            if (value == null) {
                continue;
            }
            var appended = left.merge(value, -1, Integer::sum);
            if (appended != null && appended >= 0) {
                continue;
            }
            var teller = tellers[position];
            var shows = shows(teller, value, position);
            var failure = failed.get(value);
            long often = appends.stream()
                    .filter(append -> append.value.equals(value))
                    .count();
            if (often > 0) {
                throw new Contradiction(
                        shows + ", and it stands at " + Words.count(often, "position")
                                + " before that, but it was appended " + Words.count(often, "time") + " only",
                        teller);
            }
            if (failure != null) {
                throw new Contradiction(
                        shows + ", but " + failure.operation.sentence() + ": a failed append has no effect",
                        teller,
                        failure.operation);
            }
            throw new Contradiction(shows + ", which nobody appended", teller);
        }
    }

    int known() {
        return known;
    }

    /** The operation whose answer told that it put what stands at this position there, or null. */
    @Nullable
    Operation acknowledged(int position) {
        var append = pinned[position];
        return append == null ? null : append.operation;
    }

    boolean isKnown(int position) {
        return position < known && values[position] != null;
    }

    /** Finds out whether the log can have grown as the history tells; answers null if it can. */
    @Nullable
    String growthUnknown(Deadline deadline) throws Contradiction {
        return new Growth(this, appends, reads, polls, deadline).unknown();
    }

    @Nullable
    Edn value(int position) {
        return values[position];
    }

    @Nullable
    Appended pinned(int position) {
        return pinned[position];
    }

    @Nullable
    Operation teller(int position) {
        return tellers[position];
    }

    private static String shows(@Nullable Operation teller, Edn value, int position) {
        return (teller == null ? "another" : teller.sentence()) + " has " + shown(value) + " at position " + position;
    }

    String told(int position) {
        var teller = tellers[position];
        return teller == null ? "another" : teller.sentence();
    }

    static String shown(Edn value) {
        return Words.cut(EdnWriter.write(value));
    }
}
