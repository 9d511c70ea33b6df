package rtmlab.harness.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/**
 * Has messages sent when they are due, whatever became of those before: who waits for an answer before the next message
 * measures only as long as all goes well.
 *
 * @param perSecond in the end
 * @param rampUp over which the rate rises from a twentieth; cold JVMs cannot do at once what warm ones can
 * @param duration of it all
 */
public record OpenLoop(double perSecond, Duration rampUp, Duration duration) {

    private static final long LONGEST_LATENESS_MICROS = 60_000_000;

    public OpenLoop {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("an open loop sends more than " + perSecond + " messages a second");
        }
    }

    /** At this rate from the beginning to the end. */
    public static OpenLoop steady(double perSecond, Duration duration) {
        return new OpenLoop(perSecond, Duration.ZERO, duration);
    }

    /** Sends a message that was due at that moment, by {@link System#nanoTime}, and does not wait for what becomes of it. */
    public interface Sender {
        void send(long number, long dueNanos);
    }

    /**
     * What the loop itself did.
     *
     * @param lateP99Ms how late messages were handed over: where this is much, the generator was the bottleneck
     */
    public record Ran(long messages, Duration elapsed, double lateP99Ms) {}

    /** Returns when the last message is sent; {@code isToStop} is asked all the time, and ends the loop early. */
    public Ran run(BooleanSupplier isToStop, Sender sender) {
        var late = new Histogram(LONGEST_LATENESS_MICROS, 2);
        var began = System.nanoTime();
        var due = began;
        var number = 0L;
        while (due - began < duration.toNanos() && !isToStop.getAsBoolean()) {
            while (System.nanoTime() < due && !isToStop.getAsBoolean()) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            late.recordValue(Math.clamp((System.nanoTime() - due) / 1_000, 0, LONGEST_LATENESS_MICROS));
            sender.send(number++, due);
            due += nanosToNext(due - began);
        }
        return new Ran(number, Duration.ofNanos(System.nanoTime() - began), late.getValueAtPercentile(99) / 1_000.0);
    }

    /** How many messages there are, unless it is ended early. */
    public long messages() {
        var messages = 0L;
        for (var due = 0L; due < duration.toNanos(); due += nanosToNext(due)) {
            messages++;
        }
        return messages;
    }

    private long nanosToNext(long sinceBeginning) {
        var warmth = rampUp.isZero() ? 1 : Math.min(1, 0.05 + (double) sinceBeginning / rampUp.toNanos());
        return (long) (1_000_000_000L / (perSecond * warmth));
    }
}
