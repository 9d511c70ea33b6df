package rtmlab.harness.soak;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What is counted while a soak goes on. */
public final class SoakFigures {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final LongAdder sent = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder shown = new LongAdder();
    private final Map<String, AtomicInteger> kills = new ConcurrentHashMap<>();
    private final Histogram ackMicros = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final Histogram shownMicros = new ConcurrentHistogram(LONGEST_MICROS, 3);

    /** How a message ended for its sender, from the moment at which it was due: a late start counts as latency. */
    void ended(End end, long sinceDueNanos) {
        sent.increment();
        switch (end) {
            case ACKNOWLEDGED -> {
                acknowledged.increment();
                ackMicros.recordValue(micros(sinceDueNanos));
            }
            case REFUSED -> refused.increment();
            case UNKNOWN -> unknown.increment();
        }
    }

    /** What a sender knows in the end. */
    enum End {
        ACKNOWLEDGED,
        REFUSED,
        UNKNOWN
    }

    void shown(long sinceDueNanos) {
        shown.increment();
        shownMicros.recordValue(micros(sinceDueNanos));
    }

    void killed(String role) {
        kills.computeIfAbsent(role, _ -> new AtomicInteger()).incrementAndGet();
    }

    private static long micros(long nanos) {
        return Math.clamp(nanos / 1_000, 0, LONGEST_MICROS);
    }

    public long sent() {
        return sent.sum();
    }

    public long acknowledged() {
        return acknowledged.sum();
    }

    /** Certainly without effect. */
    public long refused() {
        return refused.sum();
    }

    /** Of which the sender does not know. */
    public long unknown() {
        return unknown.sum();
    }

    /** How many times a message was shown to a member. */
    public long shown() {
        return shown.sum();
    }

    /** By role, or by server. */
    public Map<String, Integer> kills() {
        var counts = new TreeMap<String, Integer>();
        kills.forEach((role, count) -> counts.put(role, count.get()));
        return counts;
    }

    /** From when a message was due to its acknowledgement, in milliseconds. */
    public double ackMs(double percentile) {
        return ackMicros.getValueAtPercentile(percentile) / 1_000.0;
    }

    /** From when a message was due until it is shown to a member, in milliseconds. */
    public double shownMs(double percentile) {
        return shownMicros.getValueAtPercentile(percentile) / 1_000.0;
    }
}
