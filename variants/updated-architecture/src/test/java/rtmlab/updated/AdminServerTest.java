package rtmlab.updated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Publish;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Topology;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

/** An admin server between a web app and channel servers that fall silent. */
class AdminServerTest {

    private static final Topology TOPOLOGY = Topology.none()
            .and(UpdatedArchitecture.RING_MANAGER, 1)
            .and(UpdatedArchitecture.ADMIN_SERVER, 1)
            .and(UpdatedArchitecture.CHANNEL_SERVER, 2);
    private static final NodeName ADMIN = NodeName.of(UpdatedArchitecture.ADMIN_SERVER, 1);
    private static final NodeName SILENT = NodeName.of(UpdatedArchitecture.CHANNEL_SERVER, 1);
    private static final NodeName OTHER = NodeName.of(UpdatedArchitecture.CHANNEL_SERVER, 2);
    private static final LogRecord LOGGED =
            new LogRecord(0, 0, new Post(new ChannelId("C1"), new UserId("U1"), "lunch?", new ClientMessageId("m1")));

    /** When the ring is without the silent server, from the beginning. */
    private static final Duration MOVED = Duration.ofMillis(500);

    @Test
    void whoeverWaitsForAServerThatIsTakenOffTheRingIsToldAtOnce() {
        try (var world = new World(Settings.DEFAULT, Choices.calm())) {
            world.startServer(NodeName.of(UpdatedArchitecture.RING_MANAGER, 1), () -> AdminServerTest::keepRing);
            world.startServer(
                    SILENT,
                    () -> host -> host.http().serve(InternalApi.RELEASE, _ -> {
                        host.clock().sleep(Duration.ofHours(1));
                        throw new AssertionError("nobody waits so long");
                    }));
            world.startServer(ADMIN, AdminServerTest::adminServer);
            world.pass(MOVED.dividedBy(2));

            var failures = new ArrayList<Throwable>();
            world.startServer(new NodeName("web-app-1"), () -> _ -> {});
            world.script(
                    new NodeName("web-app-1"),
                    host -> failures.add(
                            catchThrowable(() -> host.http().call(ADMIN, InternalApi.PUBLISH, new Publish(LOGGED)))));
            world.pass(MOVED.dividedBy(4));
            assertThat(failures).as("while the silent server is on the ring").isEmpty();

            world.pass(MOVED.dividedBy(2));
            assertThat(failures).singleElement().isInstanceOf(MaybeDone.class);
        }
    }

    private static Node adminServer() {
        var architecture = new UpdatedArchitecture();
        return architecture.node(ADMIN, TOPOLOGY, Mechanisms.defaultsOf(architecture));
    }

    /** At first the silent server is alone on the ring, then the other one. */
    private static void keepRing(Host host) {
        host.sockets().serveNodes((socket, _) -> {
            socket.send(new Frame.RingChange(1, List.of(SILENT)));
            host.spawn("move", () -> {
                host.clock().sleep(MOVED);
                socket.send(new Frame.RingChange(2, List.of(OTHER)));
            });
            return new Deaf();
        });
    }

    private record Deaf() implements Handler {
        @Override
        public void received(Frame frame) {}

        @Override
        public void closed(String reason) {}
    }
}
