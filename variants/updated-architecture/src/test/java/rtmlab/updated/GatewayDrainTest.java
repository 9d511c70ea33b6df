package rtmlab.updated;

import static org.assertj.core.api.Assertions.assertThat;
import static rtmlab.updated.SmallWorld.ALICE;
import static rtmlab.updated.SmallWorld.BOB;
import static rtmlab.updated.SmallWorld.GENERAL;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.RtmError;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.variant.Member;

/** Gateways that stop in good order, one after the other, and one that stands still beside another. */
class GatewayDrainTest {

    private static final List<NodeName> GATEWAYS =
            List.of(NodeName.of("gateway-server", 1), NodeName.of("gateway-server", 2));
    private static final NodeName WEB_APP = NodeName.of("web-app", 1);
    private static final int MESSAGES = 40;
    private static final Duration PACE = Duration.ofMillis(100);
    private static final Duration MOMENT = Duration.ofMillis(20);

    /** What a gateway gives its clients to go elsewhere. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    @Test
    void aRollingRestartMissesNothingAndDoublesNothing() {
        try (var small = SmallWorld.with()) {
            aliceTalks(small);
            for (var number = 0; number < GATEWAYS.size(); number++) {
                var gateway = GATEWAYS.get(number);
                small.world
                        .nemesis()
                        .after(Duration.ofMillis(500 + 1_500L * number), () -> small.world.stopServer(gateway));
            }
            small.run();

            for (var member : List.of(ALICE, BOB)) {
                assertThat(small.screens.get(member.name()))
                        .containsExactlyElementsOf(small.stored().reversed())
                        .hasSize(MESSAGES);
            }
        }
    }

    @Test
    void whoeverIsConnectedIsToldGoodbyeNobodyElseIsTakenInAndTheProcessEndsWhenTheLastHasGone() {
        try (var small = SmallWorld.with()) {
            var gateway = GATEWAYS.getFirst();
            var frames = new ArrayList<Frame>();
            var late = new ArrayList<Frame>();
            var refusals = new ArrayList<String>();
            small.onNode(ALICE, host -> {
                var socket = open(host, gateway, ALICE, frames);
                host.clock().sleep(MOMENT);
                small.world.stopServer(gateway);
                host.clock().sleep(MOMENT);
                open(host, gateway, BOB, late);
                host.clock().sleep(DRAIN.dividedBy(2));
                socket.close("gone elsewhere");
                host.clock().sleep(MOMENT);
                try {
                    open(host, gateway, BOB, new ArrayList<>());
                } catch (NotDone refused) {
                    refusals.add(refused.reason());
                }
            });
            small.run();

            assertThat(frames).containsExactly(new Frame.Hello(), new Frame.Goodbye());
            assertThat(late).containsExactly(new Frame.Refusal(null, RtmError.NOT_AVAILABLE));
            assertThat(refusals).containsExactly(gateway + " refuses connections");
        }
    }

    @Test
    void whoDoesNotGoIsWaitedForNoLongerThanTwoSeconds() {
        try (var small = SmallWorld.with()) {
            var gateway = GATEWAYS.getFirst();
            var closed = new ArrayList<Duration>();
            small.onNode(ALICE, host -> {
                var began = host.clock().now();
                open(host, gateway, ALICE, new Handler() {
                    @Override
                    public void received(Frame frame) {}

                    @Override
                    public void closed(String reason) {
                        closed.add(Duration.between(began, host.clock().now()));
                    }
                });
                small.world.stopServer(gateway);
                host.clock().sleep(DRAIN.multipliedBy(2));
            });
            small.run();

            assertThat(closed).hasSize(1).allSatisfy(after -> assertThat(after).isBetween(DRAIN, DRAIN.plus(MOMENT)));
        }
    }

    @Test
    void aGatewayThatStandsStillHoldsUpNobodyAtAnother() {
        try (var small = SmallWorld.with()) {
            var near = new ArrayList<Frame>();
            var far = new ArrayList<Frame>();
            var soon = new ArrayList<Frame>();
            small.onNode(ALICE, host -> {
                open(host, GATEWAYS.get(0), ALICE, near);
                open(host, GATEWAYS.get(1), BOB, far);
                host.clock().sleep(MOMENT);
                small.world.nemesis().pause(GATEWAYS.getFirst(), DRAIN);
                for (var number = 0; number < MESSAGES; number++) {
                    post(host, "message " + number);
                }
                host.clock().sleep(MOMENT);
                soon.addAll(far);
                assertThat(near).as("meanwhile").containsExactly(new Frame.Hello());
            });
            small.run();

            assertThat(broadcasts(soon)).hasSize(MESSAGES).isEqualTo(broadcasts(far));
            assertThat(broadcasts(near)).as("in the end").isEqualTo(broadcasts(far));
        }
    }

    private static void aliceTalks(SmallWorld small) {
        small.system.script(ALICE, (client, clock) -> {
            for (var number = 0; number < MESSAGES; number++) {
                client.post(GENERAL, "message " + number, new ClientMessageId("m" + number));
                clock.sleep(PACE);
            }
        });
    }

    private static void post(Host host, String text) {
        host.http().call(WEB_APP, WebApi.POST_MESSAGE, new WebApi.PostMessage(ALICE.token(), GENERAL, text, null));
    }

    private static List<Frame> broadcasts(List<Frame> frames) {
        return frames.stream().filter(Frame.Broadcast.class::isInstance).toList();
    }

    /** A WebSocket of this member's at this gateway, whichever the web app would have chosen. */
    private static Socket open(Host host, NodeName gateway, Member member, Handler handler) {
        var url = host.http()
                .call(WEB_APP, WebApi.RTM_CONNECT, new WebApi.RtmConnect(member.token()))
                .url();
        return host.sockets().open(new SocketUrl(gateway, url.ticket()), handler);
    }

    private static Socket open(Host host, NodeName gateway, Member member, List<Frame> frames) {
        return open(host, gateway, member, new Handler() {
            @Override
            public void received(Frame frame) {
                frames.add(frame);
            }

            @Override
            public void closed(String reason) {}
        });
    }
}
