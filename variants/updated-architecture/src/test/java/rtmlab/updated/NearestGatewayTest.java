package rtmlab.updated;

import static org.assertj.core.api.Assertions.assertThat;
import static rtmlab.updated.SmallWorld.ALICE;
import static rtmlab.updated.SmallWorld.BOB;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.SilentJournal;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.SimulatedSystem;
import rtmlab.simulator.world.World;

/** Where clients are sent: Alice stands in America, Bob in Europe, and where Zoë stands nobody knows. */
class NearestGatewayTest {

    private static final NodeName WEB_APP = NodeName.of("web-app", 1);
    private static final NodeName AMERICAN = NodeName.of("gateway-server", 1);
    private static final NodeName EUROPEAN = NodeName.of("gateway-server", 2);
    private static final Member ZOE = new Member(new User(new UserId("U3"), "Zoë"), new Token("xoxp-zoe"));
    private static final Duration DOWN = Duration.ofSeconds(4);
    private static final int TIMES = 20;

    private final World world =
            new World(Settings.DEFAULT.withMishaps(Set.of()).withRegions(Regions.parse("""
                    gateway-server-2 in frankfurt
                    alice in home
                    bob in frankfurt
                    home to frankfurt 40 ms
                    """)), Choices.calm());

    @AfterEach
    void close() {
        assertThat(world.report().failures()).isEmpty();
        world.close();
    }

    @Test
    void eachIsSentToTheGatewayOfTheirRegion() {
        start(defaults());

        assertThat(sent(ALICE)).containsOnly(AMERICAN);
        assertThat(sent(BOB)).containsOnly(EUROPEAN);
        assertThat(sent(ZOE)).contains(AMERICAN, EUROPEAN);
    }

    @Test
    void whileThatIsDeadAnotherRegionsTakesThem() {
        start(defaults());

        world.nemesis().kill(EUROPEAN, DOWN);
        assertThat(sent(BOB)).containsOnly(AMERICAN);

        world.pass(DOWN);
        assertThat(sent(BOB)).containsOnly(EUROPEAN);
    }

    @Test
    void whileThatStandsStillAnotherRegionsTakesThem() {
        start(defaults());

        world.nemesis().pause(EUROPEAN, Duration.ofMinutes(1));
        assertThat(sent(BOB)).containsOnly(AMERICAN);
    }

    @Test
    void whereNoneAnswersTheNearestIsNamed() {
        start(defaults());

        world.nemesis().kill(AMERICAN, Duration.ofMinutes(1));
        world.nemesis().kill(EUROPEAN, Duration.ofMinutes(1));
        assertThat(sent(BOB)).containsOnly(EUROPEAN);
    }

    @Test
    void switchedOffAnyGatewayWillDo() {
        start(defaults().without(new UpdatedArchitecture(), List.of("NEAREST_GATEWAY")));

        assertThat(sent(ALICE)).contains(AMERICAN, EUROPEAN);
        assertThat(sent(BOB)).contains(AMERICAN, EUROPEAN);
    }

    private static Mechanisms defaults() {
        return Mechanisms.defaultsOf(new UpdatedArchitecture());
    }

    private void start(Mechanisms on) {
        var members = Map.<Member, Journal>of(ALICE, new SilentJournal());
        SimulatedSystem.setUp(world, new UpdatedArchitecture(), on, members, directory -> {
            directory.addWorkspace(Workspace.FIRST);
            List.of(ALICE, BOB, ZOE).forEach(member -> directory.addUser(member.user(), member.token()));
        });
    }

    /** The gateways that a member is sent to, time after time. */
    private List<NodeName> sent(Member member) {
        var gateways = new ArrayList<NodeName>();
        world.script(new NodeName(ALICE.name()), host -> {
            for (var time = 0; time < TIMES; time++) {
                var request = new WebApi.RtmConnect(member.token());
                gateways.add(host.http()
                        .call(WEB_APP, WebApi.RTM_CONNECT, request)
                        .url()
                        .node());
            }
        });
        world.settleUntil(() -> gateways.size() == TIMES);
        assertThat(gateways).hasSize(TIMES);
        return gateways;
    }
}
