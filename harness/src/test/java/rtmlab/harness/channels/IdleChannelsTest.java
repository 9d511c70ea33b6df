package rtmlab.harness.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.variant.Architecture;

/** What is measured is there to be measured; how many bytes it takes depends on what else is on this heap. */
class IdleChannelsTest {

    @Test
    void everyGatewayIsSubscribedToEveryChannel() {
        var told = new ArrayList<Long>();

        var result = IdleChannels.measure(updated(), 12_500, 2, told::add);

        assertThat(result.confirmed()).isEqualTo(25_000);
        assertThat(result.isWhole()).isTrue();
        assertThat(told).containsExactly(10_000L, 20_000L);
    }

    @Test
    void aSubscriptionThatIsMissingIsSeen() {
        assertThat(new IdleChannels.Result(1_000, 2, 1_999, 1 << 20).isWhole()).isFalse();
    }

    private static Architecture updated() {
        return ServiceLoader.load(Architecture.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(architecture -> architecture.name().equals("updated"))
                .findFirst()
                .orElseThrow();
    }
}
