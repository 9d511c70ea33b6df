package rtmlab.harness.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import rtmlab.harness.load.LoadFigures.End;

class OpenLoopTest {

    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    @Test
    void aStallCountsForEveryMessageThatItKeptWaiting() {
        var figures = new LoadFigures(0, Duration.ofMillis(300));
        OpenLoop.steady(1_000, Duration.ofMillis(300)).run(() -> false, (number, dueNanos) -> {
            var flight = figures.due(dueNanos);
            if (number == 100) {
                stall();
            }
            flight.ended(End.ACKNOWLEDGED);
        });
        assertThat(figures.sent()).isEqualTo(300);
        // Of 300 messages, those due in the first 100 ms of the stall waited for 50 ms or more: a third of all.
        assertThat(figures.ack().p90Ms()).isGreaterThan(50);
        assertThat(figures.ack().maxMs()).isGreaterThanOrEqualTo(149);
    }

    /** Not in the loop's place, but what is measured: a subject that stands still. */
    private static void stall() {
        var until = System.nanoTime() + STALL_NANOS;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    @Test
    void messagesAreDueAtTheirRateWhateverBecomesOfThem() {
        var due = new ArrayList<Long>();
        var ran = OpenLoop.steady(500, Duration.ofMillis(100)).run(() -> false, (_, dueNanos) -> due.add(dueNanos));
        assertThat(ran.messages()).isEqualTo(50);
        for (var number = 1; number < due.size(); number++) {
            assertThat(due.get(number) - due.get(number - 1)).isEqualTo(2_000_000);
        }
    }

    @Test
    void theRateRisesWhereItIsToldTo() {
        var ran = new OpenLoop(1_000, Duration.ofMillis(200), Duration.ofMillis(200)).run(() -> false, (_, _) -> {});
        assertThat(ran.messages()).isBetween(50L, 199L);
    }

    @Test
    void itCanBeEndedEarly() {
        var due = new ArrayList<Long>();
        OpenLoop.steady(1_000, Duration.ofDays(1)).run(() -> due.size() == 3, (_, dueNanos) -> due.add(dueNanos));
        assertThat(due).hasSize(3);
    }
}
