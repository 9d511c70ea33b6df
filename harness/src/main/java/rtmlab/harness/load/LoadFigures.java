package rtmlab.harness.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What is counted while a load goes on. Every latency counts from the moment at which the message was due, so that a
 * late start, too, is latency: no coordinated omission.
 */
public final class LoadFigures {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    /** As many slices of time as a picture can show. */
    private static final int SLICES = 120;

    private static final long SHORTEST_SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long beganNanos;
    private final long sliceNanos;
    private final int members;
    private final LongAdder sent = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder shown = new LongAdder();
    private final LongAdder complete = new LongAdder();
    private final Map<String, AtomicInteger> kills = new ConcurrentHashMap<>();
    private final Histogram ackMicros = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final Histogram shownMicros = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final Histogram lastMicros = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final ConcurrentSkipListMap<Long, Slice> slices = new ConcurrentSkipListMap<>();
    private final List<Band> bands = new ArrayList<>();

    /**
     * Figures of a load that begins now.
     *
     * @param members that each message is to be shown to; 0 where it is shown to nobody
     */
    public LoadFigures(int members, Duration expected) {
        this.members = members;
        this.beganNanos = System.nanoTime();
        this.sliceNanos = Math.max(SHORTEST_SLICE_NANOS, expected.toNanos() / SLICES);
    }

    /** What a sender knows in the end. */
    public enum End {
        ACKNOWLEDGED,
        REFUSED,
        UNKNOWN
    }

    /** One message, from when it was due. */
    public final class Flight {
        private final long dueNanos;
        private final BitSet shownTo = new BitSet(members);
        private boolean isComplete;

        private Flight(long dueNanos) {
            this.dueNanos = dueNanos;
        }

        public void ended(End end) {
            sent.increment();
            switch (end) {
                case ACKNOWLEDGED -> {
                    var micros = sinceDue();
                    acknowledged.increment();
                    ackMicros.recordValue(micros);
                    sliceAt(System.nanoTime()).acknowledged.increment();
                    sliceAt(dueNanos).ackMicros.recordValue(micros);
                }
                case REFUSED -> refused.increment();
                case UNKNOWN -> unknown.increment();
            }
        }

        /** It is shown, perhaps again, to the member at this position. */
        public void shownTo(int member) {
            var micros = sinceDue();
            shown.increment();
            shownMicros.recordValue(micros);
            if (isNowWithEverybody(member)) {
                complete.increment();
                lastMicros.recordValue(micros);
            }
        }

        private synchronized boolean isNowWithEverybody(int member) {
            shownTo.set(member);
            var before = isComplete;
            isComplete = shownTo.cardinality() == members;
            return isComplete && !before;
        }

        private long sinceDue() {
            return Math.clamp((System.nanoTime() - dueNanos) / 1_000, 0, LONGEST_MICROS);
        }
    }

    /** A fault, and for how long it lasted, in seconds since the load began. */
    public record Band(String what, double fromSeconds, double toSeconds) {}

    /** A slice of time: what was acknowledged in it, and how long what was due in it took. */
    public record Moment(double atSeconds, long due, double acknowledgedPerSecond, double ackP50Ms, double ackP99Ms) {}

    private static final class Slice {
        final LongAdder due = new LongAdder();
        final LongAdder acknowledged = new LongAdder();
        // Two digits: there are many of these.
        final Histogram ackMicros = new ConcurrentHistogram(LONGEST_MICROS, 2);
    }

    /** A message that is due at this moment, by {@link System#nanoTime}. */
    public Flight due(long dueNanos) {
        sliceAt(dueNanos).due.increment();
        return new Flight(dueNanos);
    }

    private Slice sliceAt(long nanos) {
        return slices.computeIfAbsent(Math.max(0, (nanos - beganNanos) / sliceNanos), _ -> new Slice());
    }

    /** A fault of a role or a server, that lasted from then until now. */
    public void killed(String role, String what, long sinceNanos) {
        kills.computeIfAbsent(role, _ -> new AtomicInteger()).incrementAndGet();
        synchronized (bands) {
            bands.add(new Band(what, seconds(sinceNanos), seconds(System.nanoTime())));
        }
    }

    private double seconds(long nanos) {
        return (nanos - beganNanos) / 1e9;
    }

    /** Of which it is known what became of them, or that nobody knows. */
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

    /** How many messages every member has been shown. */
    public long complete() {
        return complete.sum();
    }

    /** By role, or by server. */
    public Map<String, Integer> kills() {
        var counts = new TreeMap<String, Integer>();
        kills.forEach((role, count) -> counts.put(role, count.get()));
        return counts;
    }

    /** From when a message was due to its acknowledgement. */
    public Latency ack() {
        return Latency.of(ackMicros.copy());
    }

    /** From when a message was due until it is shown to a member: one value for each of them. */
    public Latency shownLatency() {
        return Latency.of(shownMicros.copy());
    }

    /** From when a message was due until the last member is shown it. */
    public Latency lastMember() {
        return Latency.of(lastMicros.copy());
    }

    /** Slice by slice, without gaps. */
    public List<Moment> timeline() {
        var moments = new ArrayList<Moment>();
        if (slices.isEmpty()) {
            return moments;
        }
        for (var index = 0L; index <= slices.lastKey(); index++) {
            var slice = slices.getOrDefault(index, new Slice());
            var latency = Latency.of(slice.ackMicros.copy());
            moments.add(new Moment(
                    index * sliceNanos / 1e9,
                    slice.due.sum(),
                    slice.acknowledged.sum() * 1e9 / sliceNanos,
                    latency.p50Ms(),
                    latency.p99Ms()));
        }
        return moments;
    }

    public double sliceSeconds() {
        return sliceNanos / 1e9;
    }

    public List<Band> bands() {
        synchronized (bands) {
            return List.copyOf(bands);
        }
    }
}
