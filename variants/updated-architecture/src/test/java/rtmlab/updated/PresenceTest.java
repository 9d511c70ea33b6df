package rtmlab.updated;

import static org.assertj.core.api.Assertions.assertThat;
import static rtmlab.updated.SmallWorld.ALICE;
import static rtmlab.updated.SmallWorld.BOB;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Presence;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.variant.Member;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Settings;

/** Alice watches whether Bob, or Carol, is there, through what befalls the presence server and the ways to it. */
class PresenceTest {

    private static final NodeName WEB_APP = NodeName.of("web-app", 1);
    private static final NodeName ALICES_GATEWAY = NodeName.of("gateway-server", 1);
    private static final NodeName THE_OTHER_GATEWAY = NodeName.of("gateway-server", 2);
    private static final NodeName PRESENCE_SERVER = NodeName.of("presence-server", 1);
    private static final Member CAROL = new Member(new User(new UserId("U3"), "carol"), new Token("xoxp-carol"));
    private static final Duration DOWN = Duration.ofSeconds(1);
    private static final Duration MOMENT = Duration.ofMillis(100);

    /** Longer than it takes all to connect again, and the presence server to be sure of it. */
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss of gateway-server-1: http POST presence-server /internal/presences #1",
                "lost reply of gateway-server-1: http POST presence-server /internal/presences #1",
                "failure of gateway-server-1: socket send presence_sub #1",
                "crash before presence-server-1: http answer /internal/presences #1",
                "crash before presence-server-1: socket send presence_change #1",
                "pause at presence-server-1: socket send presence_change #1"
            })
    void whateverBefallsTheFirstAnswerWhoWatchesIsShownWhatIsTrue(String mishap) {
        try (var small = world(mishap)) {
            var shown = new ArrayList<Presence>();
            small.onNode(ALICE, host -> {
                watch(host, BOB, shown);
                host.clock().sleep(A_WHILE);
            });
            small.run();

            assertThat(shown).endsWith(Presence.ACTIVE);
        }
    }

    @Test
    void whoComesWhileThePresenceServerIsDownIsNotOverlooked() {
        try (var small = world()) {
            var shown = new ArrayList<Presence>();
            small.onNode(ALICE, host -> {
                watch(host, CAROL, shown);
                assertThat(shown).as("before").endsWith(Presence.AWAY);
                small.world.nemesis().kill(PRESENCE_SERVER, DOWN);
                host.clock().sleep(MOMENT);
                open(host, THE_OTHER_GATEWAY, CAROL, _ -> {});
                host.clock().sleep(A_WHILE);
            });
            small.run();

            assertThat(shown).endsWith(Presence.ACTIVE);
        }
    }

    @Test
    void whoGoesWhileThePresenceServerIsDownIsNotOverlooked() {
        try (var small = world()) {
            var shown = new ArrayList<Presence>();
            small.onNode(ALICE, host -> {
                var carols = open(host, THE_OTHER_GATEWAY, CAROL, _ -> {});
                host.clock().sleep(MOMENT);
                watch(host, CAROL, shown);
                assertThat(shown).as("before").endsWith(Presence.ACTIVE);
                small.world.nemesis().kill(PRESENCE_SERVER, DOWN);
                host.clock().sleep(MOMENT);
                carols.close("good night");
                host.clock().sleep(A_WHILE);
            });
            small.run();

            assertThat(shown).endsWith(Presence.AWAY);
        }
    }

    @Test
    void nobodyIsSaidToBeAwayBecauseThePresenceServerHasStartedAnew() {
        try (var small = world()) {
            var shown = new ArrayList<Presence>();
            small.onNode(ALICE, host -> {
                watch(host, BOB, shown);
                small.world.nemesis().kill(PRESENCE_SERVER, DOWN);
                host.clock().sleep(A_WHILE);
            });
            small.run();

            assertThat(shown).isNotEmpty().containsOnly(Presence.ACTIVE);
        }
    }

    private static SmallWorld world(String... mishaps) {
        return new SmallWorld(
                new UpdatedArchitecture(),
                Settings.DEFAULT.withPartitions(1).withMishaps(Mishap.all()),
                directory -> directory.addUser(CAROL.user(), CAROL.token()),
                mishaps);
    }

    /** Has Alice subscribe to somebody's presence and ask for it, and adds whatever she is shown of it. */
    private static void watch(Host host, Member watched, List<Presence> shown) {
        var user = List.of(watched.user().id());
        var socket = open(host, ALICES_GATEWAY, ALICE, frame -> {
            if (frame instanceof Frame.PresenceChange(var users, var presence) && users.equals(user)) {
                shown.add(presence);
            }
        });
        host.clock().sleep(MOMENT);
        socket.send(new Frame.PresenceSub(1L, user));
        socket.send(new Frame.PresenceQuery(2L, user));
        host.clock().sleep(MOMENT);
    }

    private static Socket open(Host host, NodeName gateway, Member member, Consumer<Frame> frames) {
        var url = host.http()
                .call(WEB_APP, WebApi.RTM_CONNECT, new WebApi.RtmConnect(member.token()))
                .url();
        return host.sockets().open(new SocketUrl(gateway, url.ticket()), new Handler() {
            @Override
            public void received(Frame frame) {
                frames.accept(frame);
            }

            @Override
            public void closed(String reason) {}
        });
    }
}
