package rtmlab.protocol;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A message's place in its channel, which is also its name there: unique per channel, rising, written as
 * {@code 1355517523.000005}.
 *
 * <p>The text has ten digits of seconds and six of microseconds, so texts sort as ASCII the way that the places do
 * (Slack's API documentation). Where a log fixes the order, the place is counted from the record's offset, not read
 * from a clock: clocks step back, offsets do not.
 *
 * @param micros microseconds since 1970
 */
public record Ts(long micros) implements Comparable<Ts> {

    /** Before every message. */
    public static final Ts BEFORE_ALL = new Ts(1_000_000_000_000_000L);

    /** After every message. */
    public static final Ts AFTER_ALL = new Ts(9_999_999_999_999_999L);

    /** The place of the record with offset 0 in a log. */
    private static final long FIRST_IN_LOG = 1_700_000_000_000_000L;

    public Ts {
        if (micros < 1_000_000_000_000_000L || micros > 9_999_999_999_999_999L) {
            throw new IllegalArgumentException("a ts has ten digits of seconds; " + micros + " µs has not");
        }
    }

    /** The place of the record with this offset in a partition of the log. */
    public static Ts ofLogOffset(long offset) {
        return new Ts(FIRST_IN_LOG + offset);
    }

    /** The offset of the record with this place; below 0 for a place before the log's first. */
    public long logOffset() {
        return micros - FIRST_IN_LOG;
    }

    public static Ts at(Instant time) {
        return new Ts(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }

    /** The first place after this one. */
    public Ts next() {
        return new Ts(micros + 1);
    }

    public boolean isAfter(Ts other) {
        return micros > other.micros;
    }

    public static Ts later(Ts one, Ts other) {
        return one.isAfter(other) ? one : other;
    }

    /** Reads the text form; throws {@link IllegalArgumentException} when it is not one. */
    public static Ts parse(String text) {
        if (!text.matches("[0-9]{10}\\.[0-9]{6}")) {
            throw new IllegalArgumentException("a ts looks like 1355517523.000005, not \"" + text + '"');
        }
        return new Ts(Long.parseLong(text.substring(0, 10)) * 1_000_000 + Long.parseLong(text.substring(11)));
    }

    @Override
    public int compareTo(Ts other) {
        return Long.compare(micros, other.micros);
    }

    @Override
    public String toString() {
        var fraction = Long.toString(1_000_000 + micros % 1_000_000);
        return Duration.of(micros, ChronoUnit.MICROS).toSeconds() + "." + fraction.substring(1);
    }
}
