package rtmlab.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.protocol.variant.Variants;

class StalenessTest {

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void whatFlannelAnswersIsBehindTheTruthAndNeverMoreThanItMayBe(String architecture) {
        var staleness = Staleness.of(Variants.named(architecture + "+flannel").orElseThrow());

        assertThat(staleness.answers()).isGreaterThan(1_000);
        assertThat(staleness.stale()).isPositive().isLessThan(staleness.answers());
        assertThat(staleness.longest()).isPositive();
        assertThat(staleness.isBounded()).isTrue();
    }

    @Test
    void anAnswerThatIsOlderThanItMayBeShows() {
        assertThat(new Staleness(10, 1, Duration.ofSeconds(33), Duration.ofSeconds(30)).isBounded())
                .isFalse();
    }
}
