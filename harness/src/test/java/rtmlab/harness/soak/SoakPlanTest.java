package rtmlab.harness.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rtmlab.harness.load.OpenLoop;

class SoakPlanTest {

    private static final int KILLS = 10_000;

    @ParameterizedTest
    @CsvSource({"600, 60", "120, 60", "60, 30", "1, 0.5"})
    void theRateRisesForAMinuteOrForHalfOfAShorterLoad(long loadSeconds, double rampUpSeconds) {
        assertThat(SoakPlan.of(Duration.ofSeconds(loadSeconds)).rampUp())
                .isEqualTo(Duration.ofMillis((long) (1_000 * rampUpSeconds)));
    }

    @Test
    void tenMinutesOfLoadAreNearlyTheMessagesOfTenMinutesAtTheFullRate() {
        var plan = SoakPlan.of(Duration.ofMinutes(10));

        var messages = new OpenLoop(plan.perSecond(), plan.rampUp(), plan.duration()).messages();

        // 120,000 without the ramp, which takes away some half of its minute.
        assertThat(messages).isBetween(114_000L, 115_000L);
    }

    @Test
    void whatIsKilledNextIsKilledTenSecondsLaterOnAverageAndNeverWithinFive() {
        var plan = SoakPlan.of(Duration.ofMinutes(10));
        var random = new SplittableRandom(plan.seed());

        var pauses = LongStream.generate(() -> plan.pause(random).toMillis())
                .limit(KILLS)
                .summaryStatistics();

        assertThat(pauses.getAverage()).isBetween(9_900.0, 10_100.0);
        assertThat(pauses.getMin()).isBetween(5_000L, 5_100L);
        assertThat(pauses.getMax()).isBetween(14_900L, 15_000L);
    }

    @Test
    void theSameSeedKillsAtTheSameMoments() {
        var plan = SoakPlan.of(Duration.ofMinutes(1));
        var one = new SplittableRandom(plan.seed());
        var other = new SplittableRandom(plan.seed());

        assertThat(LongStream.range(0, 20).mapToObj(_ -> plan.pause(one)))
                .containsExactlyElementsOf(
                        LongStream.range(0, 20).mapToObj(_ -> plan.pause(other)).toList());
    }
}
