package rtmlab.harness.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import rtmlab.harness.load.LoadFigures.End;
import rtmlab.harness.load.LoadFigures.Flight;
import rtmlab.harness.load.Trial.Bound;

class TrialTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Bound LENIENT =
            new Bound(60_000, figures -> figures.ack().p99Ms());

    /** Answers at once; from a message on, that it does not know. */
    private record Answering(long forgetsFrom) implements Subject {
        @Override
        public String name() {
            return "answering";
        }

        @Override
        public int members() {
            return 0;
        }

        @Override
        public void send(long number, Flight flight) {
            flight.ended(number < forgetsFrom ? End.ACKNOWLEDGED : End.UNKNOWN);
        }

        @Override
        public boolean isCalm() {
            return true;
        }

        @Override
        public List<ProcessHandle> processes() {
            return List.of(ProcessHandle.current());
        }

        @Override
        public void close() {}
    }

    @Test
    void aSubjectThatLosesMessagesCarriesNoRate() {
        var highest = new Trial(new Answering(0), _ -> {}).climb(100, SHORT, LENIENT);
        assertThat(highest.at()).isEmpty();
        assertThat(highest.isLimitKnown()).isTrue();
    }

    @Test
    void theHighestRateIsTheLastThatWasCarriedWhole() {
        // 5 messages at 100 a second, 10 at 200, and then it forgets.
        var highest = new Trial(new Answering(15), _ -> {}).climb(100, SHORT, LENIENT);
        assertThat(highest.perSecond()).isEqualTo(200);
        assertThat(highest.isLimitKnown()).isTrue();
    }

    @Test
    void aBoundThatCannotBeMetIsMetByNoRate() {
        var impossible = new Bound(-1, figures -> figures.ack().p99Ms());
        assertThat(new Trial(new Answering(1_000_000), _ -> {})
                        .climb(100, SHORT, impossible)
                        .at())
                .isEmpty();
    }

    @Test
    void whatIsMeasuredSaysHowBusyWhoWas() {
        var measured = new Trial(new Answering(1_000_000), _ -> {}).measure(200, SHORT);
        assertThat(measured.isWhole()).isTrue();
        assertThat(measured.figures().acknowledged()).isEqualTo(10);
        assertThat(measured.processors().available()).isPositive();
        assertThat(measured.processors().generator()).isNotNegative();
    }
}
