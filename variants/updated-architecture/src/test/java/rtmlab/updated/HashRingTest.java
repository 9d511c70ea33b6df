package rtmlab.updated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;

class HashRingTest {

    private static final List<ChannelId> CHANNELS = IntStream.range(0, 20_000)
            .mapToObj(number -> new ChannelId("C" + number))
            .toList();

    @Test
    void everyServerGetsAboutItsShare() {
        var shares = CHANNELS.stream().collect(Collectors.groupingBy(owners(serversOf(5)), Collectors.counting()));

        assertThat(shares).hasSize(5);
        assertThat(shares.values()).allSatisfy(share -> assertThat(share).isBetween(3_000L, 5_000L));
    }

    @Test
    void aNewServerTakesItsShareAndNothingElseMoves() {
        var before = owners(serversOf(4));
        var after = owners(serversOf(5));
        var newcomer = NodeName.of("channel-server", 5);

        var moved = CHANNELS.stream()
                .filter(channel -> !before.apply(channel).equals(after.apply(channel)))
                .toList();

        assertThat(moved).hasSizeBetween(3_000, 5_000);
        assertThat(moved).allSatisfy(channel -> assertThat(after.apply(channel)).isEqualTo(newcomer));
    }

    @Test
    void theOwnerDependsOnNothingButTheNames() {
        var owner = owners(serversOf(3)).apply(new ChannelId("C1"));

        // Written down: another machine, and another day, must say the same.
        assertThat(owner).isEqualTo(NodeName.of("channel-server", 1));
    }

    private static Function<ChannelId, NodeName> owners(List<NodeName> servers) {
        var plan = new HashRing();
        return channel -> plan.ownerOf(channel, servers);
    }

    private static List<NodeName> serversOf(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> NodeName.of("channel-server", number))
                .toList();
    }
}
