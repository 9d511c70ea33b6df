package rtmlab.harness.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import rtmlab.harness.load.LoadFigures.End;
import rtmlab.harness.load.LoadFigures.Moment;

class LoadFiguresTest {

    private final LoadFigures figures = new LoadFigures(2, Duration.ofSeconds(10));

    @Test
    void aMessageIsCompleteOnceWhenTheLastMemberIsShownIt() {
        var flight = figures.due(System.nanoTime());
        flight.shownTo(0);
        flight.shownTo(0);
        assertThat(figures.complete()).isZero();
        flight.shownTo(1);
        flight.shownTo(1);
        assertThat(figures.complete()).isEqualTo(1);
        assertThat(figures.shown()).isEqualTo(4);
        assertThat(figures.lastMember().count()).isEqualTo(1);
    }

    @Test
    void onlyWhatIsAcknowledgedHasALatency() {
        figures.due(System.nanoTime()).ended(End.ACKNOWLEDGED);
        figures.due(System.nanoTime()).ended(End.REFUSED);
        figures.due(System.nanoTime()).ended(End.UNKNOWN);
        assertThat(figures.sent()).isEqualTo(3);
        assertThat(figures.ack().count()).isEqualTo(figures.acknowledged()).isEqualTo(1);
    }

    @Test
    void latencyCountsFromWhenTheMessageWasDue() {
        figures.due(System.nanoTime() - Duration.ofSeconds(3).toNanos()).ended(End.ACKNOWLEDGED);
        assertThat(figures.ack().maxMs()).isGreaterThanOrEqualTo(2_990);
    }

    @Test
    void theSlicesOfTimeHoldAllThatWasDue() {
        for (var number = 0; number < 7; number++) {
            figures.due(System.nanoTime()).ended(End.ACKNOWLEDGED);
        }
        assertThat(figures.timeline().stream().mapToLong(Moment::due).sum()).isEqualTo(7);
        assertThat(figures.timeline().stream()
                        .mapToDouble(moment -> moment.acknowledgedPerSecond() * figures.sliceSeconds())
                        .sum())
                .isEqualTo(7);
    }

    @Test
    void aKillIsABandAndIsCountedByRole() {
        figures.killed("web-app", "kill -9 of web-app-1", System.nanoTime());
        figures.killed("web-app", "kill -9 of web-app-2", System.nanoTime());
        assertThat(figures.kills()).containsEntry("web-app", 2);
        assertThat(figures.bands())
                .hasSize(2)
                .allSatisfy(band -> assertThat(band.toSeconds()).isGreaterThanOrEqualTo(band.fromSeconds()));
    }
}
