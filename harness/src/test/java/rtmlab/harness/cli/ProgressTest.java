package rtmlab.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How far long work is: drawn anew on a terminal, plain lines elsewhere. */
class ProgressTest {

    private final StringWriter err = new StringWriter();
    private long nanos;

    @Test
    void onATerminalOneLineIsDrawnAnewWithABarTheRateAndTheTimeLeft() {
        try (var progress = progress(true, 100)) {
            after(10_000);
            progress.reach(50, "nothing broken");
            after(10_000);
            progress.reach(100, "");
        }

        assertThat(err.toString())
                .isEqualTo("\r\u001b[2K" + "\u001b[?7l"
                        + "search  " + "█".repeat(12) + "░".repeat(12)
                        + "  50 of 100 runs, 5.00/s, 10 s left, nothing broken"
                        + "\u001b[?7h" + "\r\u001b[2K" + "\u001b[?7l"
                        + "search  " + "█".repeat(24) + "  100 of 100 runs, 5.00/s"
                        + "\u001b[?7h" + System.lineSeparator());
    }

    @Test
    void withoutATerminalThereArePlainLinesNowAndThen() {
        try (var progress = progress(false, 100_000)) {
            after(500);
            progress.reach(10_000, "");
            after(2_000);
            progress.reach(50_000, "");
            after(100);
            progress.reach(60_000, "");
            progress.reach(100_000, "");
        }

        assertThat(err.toString().lines())
                .containsExactly(
                        "search  50,000 of 100,000 runs, 20,000/s, 3 s left",
                        "search  100,000 of 100,000 runs, 38,462/s");
        assertThat(err.toString()).doesNotContain("\r\u001b", "\u001b", "█");
    }

    @Test
    void theLongerItTakesTheRarerAreThePlainLines() {
        try (var progress = progress(false, 3_600)) {
            for (var second = 1; second < 3_600; second++) {
                after(1_000);
                progress.reach(second, "");
            }
        }

        assertThat(err.toString().lines().count()).isBetween(100L, 150L);
    }

    @Test
    void whereNobodyKnowsHowMuchThereIsNoTimeIsSaidToBeLeft() {
        try (var progress = progress(false, 0)) {
            after(4_000);
            progress.reach(8, "");
        }

        assertThat(err.toString().strip()).isEqualTo("search  8 runs, 2.00/s");
    }

    @Test
    void whatTakesLongIsSaidInMinutes() {
        try (var progress = progress(false, 30)) {
            after(25_000);
            progress.reach(5, "");
        }

        assertThat(err.toString().strip()).isEqualTo("search  5 of 30 runs, 0.20/s, 2 min 5 s left");
    }

    private Progress progress(boolean terminal, long total) {
        return new Progress("search", "runs", total, new PrintWriter(err), terminal, () -> nanos);
    }

    private void after(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
