package rtmlab.updated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.variant.Topology;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.Settings.Timing;
import rtmlab.simulator.world.World;

/** Two ring managers and three who want to be on the ring, in a calm world in which what dies stays away for long. */
class RingManagerTest {

    private static final Topology TOPOLOGY =
            Topology.none().and(UpdatedArchitecture.RING_MANAGER, 2).and(UpdatedArchitecture.CHANNEL_SERVER, 3);
    private static final List<NodeName> MANAGERS = TOPOLOGY.of(UpdatedArchitecture.RING_MANAGER);
    private static final List<NodeName> SERVERS = TOPOLOGY.of(UpdatedArchitecture.CHANNEL_SERVER);

    private static final Duration DOWN = Duration.ofSeconds(20);

    private final World world = new World(
            Settings.DEFAULT.withTiming(new Timing(
                    300,
                    200,
                    100,
                    20_000,
                    5_000_000,
                    2_000_000,
                    1_500_000,
                    3_000_000,
                    500_000,
                    DOWN.toNanos() / 1_000,
                    DOWN.toNanos() / 1_000,
                    5_000_000)),
            Choices.calm());

    /** The rings that each server has heard of, in order. */
    private final Map<NodeName, List<Ring>> rings = new TreeMap<>();

    @BeforeEach
    void start() {
        MANAGERS.forEach(name -> world.startServer(name, () -> new RingManager(TOPOLOGY)));
        for (var name : SERVERS) {
            var heard = new ArrayList<Ring>();
            rings.put(name, heard);
            world.startServer(name, () -> host -> new RingWatch(host, MANAGERS, heard::add).open());
        }
        world.pass(Duration.ofSeconds(2));
    }

    @AfterEach
    void close() {
        assertThat(world.report().failures()).isEmpty();
        world.close();
    }

    @Test
    void whoComesAtTheSameTimeIsOneChange() {
        assertThat(rings.values())
                .allSatisfy(heard -> assertThat(heard)
                        .last()
                        .satisfies(ring -> assertThat(ring.servers()).isEqualTo(SERVERS)));
        assertThat(latest(SERVERS.getFirst()).epoch()).isLessThanOrEqualTo(2);
    }

    @Test
    void whoDiesIsOffTheRingWithinTheGraceAndEveryoneIsTold() {
        var epoch = latest(SERVERS.getFirst()).epoch();

        world.stopServer(SERVERS.get(1));
        world.pass(RingManager.GRACE.plusMillis(20));

        for (var survivor : List.of(SERVERS.get(0), SERVERS.get(2))) {
            assertThat(latest(survivor)).isEqualTo(new Ring(epoch + 1, List.of(SERVERS.get(0), SERVERS.get(2))));
        }
    }

    @Test
    void whoComesBackIsOnTheRingAgain() {
        world.stopServer(SERVERS.get(1));
        world.pass(DOWN.plusSeconds(1));

        assertThat(latest(SERVERS.get(0)).servers()).isEqualTo(SERVERS);
        assertThat(latest(SERVERS.get(1))).isEqualTo(latest(SERVERS.get(0)));
    }

    @Test
    void theLastServerStaysOnTheRing() {
        SERVERS.forEach(world::stopServer);
        world.pass(Duration.ofSeconds(2));

        assertThat(world.<String>probe(
                        host -> host.registry().read(RingManager.RING).orElseThrow()))
                .contains(UpdatedArchitecture.CHANNEL_SERVER);
    }

    @Test
    void anotherManagerTakesOverAndTheRingStaysAsItWas() {
        var epoch = latest(SERVERS.getFirst()).epoch();
        var leader = leader();

        world.stopServer(leader);
        world.pass(Duration.ofSeconds(5));

        assertThat(leader()).isNotEqualTo(leader);
        assertThat(latest(SERVERS.getFirst()).servers()).isEqualTo(SERVERS);
        assertThat(latest(SERVERS.getFirst()).epoch()).isGreaterThan(epoch);

        world.stopServer(SERVERS.get(2));
        world.pass(RingManager.GRACE.plusMillis(20));

        assertThat(latest(SERVERS.getFirst()).servers()).isEqualTo(SERVERS.subList(0, 2));
    }

    @Test
    void epochsRiseAndOneEpochIsOneRing() {
        world.stopServer(leader());
        world.stopServer(SERVERS.get(1));
        world.pass(DOWN.plusSeconds(10));

        var byEpoch = new TreeMap<Long, Ring>();
        for (var heard : rings.values()) {
            heard.forEach(ring -> assertThat(byEpoch.merge(ring.epoch(), ring, (first, _) -> first))
                    .isEqualTo(ring));
        }
        assertThat(byEpoch).hasSizeGreaterThan(2);
        assertThat(latest(SERVERS.get(0)).servers()).isEqualTo(SERVERS);
    }

    private Ring latest(NodeName server) {
        return Objects.requireNonNull(rings.get(server)).getLast();
    }

    private NodeName leader() {
        var entry = world.<String>probe(
                host -> host.registry().read(RingManager.RING).orElseThrow());
        return new NodeName(entry.split(" ", -1)[1]);
    }
}
