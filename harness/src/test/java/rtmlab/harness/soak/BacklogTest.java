package rtmlab.harness.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Waiting for what has piled up, on a clock on which every look takes a minute. */
class BacklogTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Duration waited = Duration.ZERO;

    @Test
    void whereNothingHasPiledUpNobodyWaits() {
        assertThat(isWorkedOff(List.of(0))).isTrue();
        assertThat(waited).isZero();
    }

    @Test
    void itIsWaitedForAsLongAsItShrinksHoweverLongThatIs() {
        var left = new ArrayList<>(Collections.nCopies(3, 50));
        for (var number = 49; number >= 0; number--) {
            left.addAll(Collections.nCopies(3, number));
        }

        assertThat(isWorkedOff(left)).isTrue();
        assertThat(waited).isGreaterThan(PATIENCE.multipliedBy(10));
    }

    @Test
    void whatStaysAsItIsForThreeMinutesIsNotWorkedOff() {
        assertThat(isWorkedOff(List.of(9, 8, 7))).isFalse();
        assertThat(waited).isBetween(PATIENCE, PATIENCE.plusMinutes(2));
    }

    @Test
    void whatGrowsIsNotWorkedOff() {
        assertThat(isWorkedOff(List.of(5, 6, 7, 8, 9, 10))).isFalse();
    }

    /** What is left at each look; the last one stays. */
    private boolean isWorkedOff(List<Integer> left) {
        Deque<Integer> looks = new ArrayDeque<>(left);
        return new Backlog(() -> looks.size() > 1 ? looks.pop() : looks.getFirst(), PATIENCE, this::within)
                .isWorkedOff();
    }

    private boolean within(Duration limit, BooleanSupplier condition) {
        var end = waited.plus(limit);
        while (!condition.getAsBoolean()) {
            if (waited.compareTo(end) >= 0) {
                return false;
            }
            waited = waited.plusMinutes(1);
        }
        return true;
    }
}
