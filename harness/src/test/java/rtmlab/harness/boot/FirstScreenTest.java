package rtmlab.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.protocol.variant.Variants;

class FirstScreenTest {

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void farFromTheOriginAClientIsBackSoonerWithAFlannelOfItsRegion(String architecture) {
        var flannel = far(architecture + "+flannel");
        var rtmStart = far(architecture + "+rtm-start");

        assertThat(flannel.againMillis()).isLessThan(rtmStart.againMillis() / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtm-start", "lazy", "flannel"})
    void theFurtherAwayTheLongerTheFirstScreenTakes(String bootstrap) {
        var screens = FirstScreen.of(Variants.named("updated+" + bootstrap).orElseThrow());

        assertThat(screens).extracting(FirstScreen::region).containsExactly("region 1", "region 2");
        assertThat(screens.getLast().firstMillis())
                .isGreaterThan(screens.getFirst().firstMillis() + 2 * 39);
    }

    private static FirstScreen far(String name) {
        return FirstScreen.of(Variants.named(name).orElseThrow()).getLast();
    }
}
