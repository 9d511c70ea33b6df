package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedTest {

    @Test
    void anEllipsisStandsForAnything() {
        var expected = Expected.of(List.of("… runs in … s", "…", "end"));

        assertThat(expected.matches(List.of("20 runs in 0.3 s", "end"))).isTrue();
        assertThat(expected.matches(List.of("20 runs in 0.3 s", "more", "and more", "end")))
                .isTrue();
    }

    @Test
    void everythingElseStandsForItself() {
        var expected = Expected.of(List.of("kept", "…"));

        assertThat(expected.matches(List.of("kept", "more"))).isTrue();
        assertThat(expected.matches(List.of("broken", "more"))).isFalse();
        assertThat(expected.matches(List.of("not kept"))).isFalse();
        assertThat(Expected.of(List.of("kept")).matches(List.of("kept", "more")))
                .isFalse();
    }
}
