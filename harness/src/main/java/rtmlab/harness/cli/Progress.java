package rtmlab.harness.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How far long work is, on standard error: one line that is drawn anew on a terminal, with a bar, the rate and the time
 * left; a plain line now and then elsewhere, the rarer the longer it takes.
 */
final class Progress implements AutoCloseable {

    private static final int BAR_WIDTH = 24;

    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PLAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long MOST_PLAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** An hour's work is not to leave a thousand lines in a log. */
    private static final int PLAIN_SHARE = 10;

    /** Takes what stands on the line away, also where what comes next is shorter. */
    private static final String ANEW = "\r\u001b[2K";

    /** What does not fit the terminal is cut off: a line that wraps cannot be drawn anew. */
    private static final String NO_WRAPPING = "\u001b[?7l";

    private static final String WRAPPING = "\u001b[?7h";

    private final String what;
    private final String unit;
    private final long total;
    private final PrintWriter err;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final long beganNanos;
    private long toldNanos;
    private boolean isTold;

    /** @param total how much there is to do; 0 where nobody knows */
    static Progress of(String what, String unit, long total, PrintWriter err) {
        return new Progress(what, unit, total, err, isTerminal(), System::nanoTime);
    }

    Progress(String what, String unit, long total, PrintWriter err, boolean terminal, LongSupplier nanos) {
        this.what = what;
        this.unit = unit;
        this.total = total;
        this.err = err;
        this.terminal = terminal;
        this.nanos = nanos;
        this.beganNanos = nanos.getAsLong();
        this.toldNanos = beganNanos;
    }

    /** A terminal that cannot move its cursor is treated as none. */
    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                && !"dumb".equals(System.getenv("TERM"));
    }

    /** So much is done; tells it unless the last time was a moment ago. */
    synchronized void reach(long done, String note) {
        var now = nanos.getAsLong();
        if (now - toldNanos < pauseNanos(now) && done != total) {
            return;
        }
        toldNanos = now;
        isTold = true;
        var line = line(done, now, note);
        err.print(terminal ? ANEW + NO_WRAPPING + line + WRAPPING : line + System.lineSeparator());
        err.flush();
    }

    private long pauseNanos(long now) {
        return terminal ? REDRAW_NANOS : Math.clamp((now - beganNanos) / PLAIN_SHARE, PLAIN_NANOS, MOST_PLAIN_NANOS);
    }

    /** Something worth a line of its own. */
    synchronized void say(String sentence) {
        err.print((terminal ? ANEW : "") + sentence + System.lineSeparator());
        err.flush();
    }

    private String line(long done, long now, String note) {
        var seconds = (now - beganNanos) / 1e9;
        var rate = seconds > 0 ? done / seconds : 0;
        var line = new StringBuilder(what).append("  ");
        if (total > 0 && terminal) {
            var full = (int) Math.min(BAR_WIDTH, BAR_WIDTH * done / total);
            line.append("█".repeat(full)).append("░".repeat(BAR_WIDTH - full)).append("  ");
        }
        line.append(String.format(Locale.ROOT, "%,d", done));
        if (total > 0) {
            line.append(String.format(Locale.ROOT, " of %,d", total));
        }
        line.append(' ').append(unit).append(", ").append(rate(rate));
        if (total > 0 && done < total && rate > 0) {
            line.append(", ").append(timeLeft((total - done) / rate)).append(" left");
        }
        return note.isEmpty() ? line.toString() : line + ", " + note;
    }

    private static String rate(double perSecond) {
        return perSecond >= 10
                ? String.format(Locale.ROOT, "%,.0f/s", perSecond)
                : String.format(Locale.ROOT, "%.2f/s", perSecond);
    }

    private static String timeLeft(double seconds) {
        var left = Duration.ofSeconds(Math.round(seconds));
        return left.toMinutes() > 0
                ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
                : left.toSeconds() + " s";
    }

    /** Leaves the last line standing. */
    @Override
    public synchronized void close() {
        if (terminal && isTold) {
            err.println();
            err.flush();
        }
    }
}
