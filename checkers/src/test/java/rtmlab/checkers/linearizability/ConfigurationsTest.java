package rtmlab.checkers.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigurationsTest {

    @Test
    void eachIsNewOnce() {
        var random = new Random(5);
        var configurations = new Configurations();
        var known = new HashSet<String>();
        for (int i = 0; i < 20_000; i++) {
            var words = random.longs(3, 0, 20).toArray();
            int length = 1 + random.nextInt(3);
            boolean isNew = known.add(Arrays.toString(Arrays.copyOf(words, length)));
            assertThat(configurations.add(words, length, length)).isEqualTo(isNew);
        }
        assertThat(configurations.size()).isEqualTo(known.size());
    }

    @Test
    void oneThatHasUsedUpMoreIsNotWorthEntering() {
        var configurations = new Configurations();
        assertThat(configurations.add(new long[] {7, 0b0110}, 1, 2)).isTrue();
        assertThat(configurations.add(new long[] {7, 0b0110}, 1, 2)).isFalse();
        assertThat(configurations.add(new long[] {7, 0b1110}, 1, 2)).isFalse();
        assertThat(configurations.add(new long[] {8, 0b1110}, 1, 2)).isTrue();
        assertThat(configurations.add(new long[] {7, 0b1010}, 1, 2)).isTrue();
        assertThat(configurations.add(new long[] {7, 0b0010}, 1, 2)).isTrue();
        assertThat(configurations.add(new long[] {7, 0b0011}, 1, 2)).isFalse();
    }

    @Test
    void theyDoNotGrowWithoutEnd() {
        var configurations = new Configurations(1 << 12);
        long number = 0;
        while (!configurations.isFull()) {
            configurations.add(new long[] {number++}, 1, 1);
        }
        assertThat(number).isBetween(600L, 2_000L);
    }
}
