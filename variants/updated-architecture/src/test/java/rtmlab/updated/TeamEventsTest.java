package rtmlab.updated;

import static org.assertj.core.api.Assertions.assertThat;
import static rtmlab.updated.SmallWorld.ALICE;
import static rtmlab.updated.SmallWorld.BOB;
import static rtmlab.updated.SmallWorld.GENERAL;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Settings;

/** What everybody of a team is told: Alice makes and renames channels, Bob is connected, Mallory is of another team. */
class TeamEventsTest {

    private static final NodeName WEB_APP = NodeName.of("web-app", 1);
    private static final Channel SECRET = new Channel(new ChannelId("C9"), "secret")
            .asPrivate()
            .createdBy(ALICE.user().id());
    private static final Workspace ELSEWHERE = new Workspace(new WorkspaceId("T2"), "elsewhere");
    private static final Token ADMINS = new Token("xoxp-admin");
    private static final Token MALLORYS = new Token("xoxp-mallory");

    private final List<Frame> alices = new ArrayList<>();
    private final List<Frame> bobs = new ArrayList<>();
    private final List<Frame> mallorys = new ArrayList<>();

    @Test
    void everybodyOfTheTeamAndNobodyElseIsToldOfNewChannelsAndNames() {
        try (var world = world()) {
            afterAllAreOnline(world, host -> {
                var made = host.http()
                        .call(WEB_APP, WebApi.CREATE, new WebApi.CreateConversation(ALICE.token(), "fun", false))
                        .channel();
                rename(host, made.id(), "more-fun");
                setName(host, "alicia");
            });

            var made = ((Frame.ChannelCreated) bobs.get(1)).channel();
            var renamed = new Frame.ChannelRename(made.called("more-fun"));
            var changed = new Frame.UserChange(ALICE.user().called("alicia", "alice"));
            assertThat(made.name()).isEqualTo("fun");
            assertThat(bobs).containsExactly(new Frame.Hello(), new Frame.ChannelCreated(made), renamed, changed);
            assertThat(alices)
                    .containsExactly(
                            new Frame.Hello(),
                            new Frame.ChannelCreated(made),
                            new Frame.ChannelJoined(made),
                            new Frame.MemberJoined(made.id(), ALICE.user().id()),
                            renamed,
                            changed);
            assertThat(mallorys).containsExactly(new Frame.Hello());
        }
    }

    @Test
    void ofAPrivateChannelOnlyItsMembersAreTold() {
        try (var world = world()) {
            afterAllAreOnline(world, host -> {
                rename(host, SECRET.id(), "more-secret");
                host.http().call(WEB_APP, WebApi.CREATE, new WebApi.CreateConversation(ALICE.token(), "own", true));
            });

            assertThat(alices).contains(new Frame.ChannelRename(SECRET.called("more-secret")));
            assertThat(bobs).containsExactly(new Frame.Hello());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss of web-app-1: http POST gateway-server /internal/team-event #1",
                "loss of web-app-1: http POST gateway-server /internal/team-event #2"
            })
    void newsThatAreLostAreToldAgain(String departure) {
        try (var world = world(departure)) {
            afterAllAreOnline(world, host -> rename(host, GENERAL, "lounge"));

            var renamed = new Frame.ChannelRename(SmallWorld.general().called("lounge"));
            assertThat(alices).containsExactly(new Frame.Hello(), renamed);
            assertThat(bobs).containsExactly(new Frame.Hello(), renamed);
        }
    }

    @Test
    void onlyWhoCreatedAChannelAndAdminsMayRenameIt() {
        var answers = new ArrayList<String>();
        try (var world = world()) {
            afterAllAreOnline(world, host -> {
                for (var token : List.of(BOB.token(), ADMINS, ALICE.token())) {
                    answers.add(renamed(host, token, "by-" + token.value()));
                }
            });
        }

        assertThat(answers).containsExactly("not_authorized", "by-xoxp-admin", "by-xoxp-alice");
        assertThat(bobs)
                .containsExactly(
                        new Frame.Hello(),
                        new Frame.ChannelRename(SmallWorld.general().called("by-xoxp-admin")),
                        new Frame.ChannelRename(SmallWorld.general().called("by-xoxp-alice")));
    }

    /** How #general is called then, or why not. */
    private static String renamed(Host host, Token token, String name) {
        try {
            return host.http()
                    .call(WEB_APP, WebApi.RENAME, new WebApi.RenameConversation(token, GENERAL, name))
                    .channel()
                    .name();
        } catch (SlackError refusal) {
            return refusal.word();
        }
    }

    private static SmallWorld world(String... departures) {
        return new SmallWorld(
                new UpdatedArchitecture(),
                Settings.DEFAULT.withPartitions(1).withMishaps(Mishap.all()),
                directory -> {
                    directory.addChannel(SECRET);
                    directory.join(ALICE.user().id(), SECRET.id());
                    directory.addUser(new User(new UserId("U8"), "admin").asAdmin(), ADMINS);
                    directory.join(new UserId("U8"), GENERAL);
                    directory.addWorkspace(ELSEWHERE);
                    directory.addUser(new User(new UserId("U9"), "mallory").in(ELSEWHERE.id()), MALLORYS);
                },
                departures);
    }

    private void afterAllAreOnline(SmallWorld world, Consumer<Host> deed) {
        world.onNode(ALICE, host -> {
            listen(host, alices, ALICE.token());
            listen(host, bobs, BOB.token());
            listen(host, mallorys, MALLORYS);
            deed.accept(host);
        });
        world.run();
    }

    private static void rename(Host host, ChannelId channel, String name) {
        host.http().call(WEB_APP, WebApi.RENAME, new WebApi.RenameConversation(ALICE.token(), channel, name));
    }

    private static void setName(Host host, String name) {
        host.http().call(WEB_APP, WebApi.SET_PROFILE, new WebApi.SetProfile(ALICE.token(), null, name));
    }

    /** Returns when the connection has begun. */
    private static void listen(Host host, List<Frame> events, Token token) {
        var begun = host.<Boolean>later();
        var request = new WebApi.RtmConnect(token);
        var url = host.http().call(WEB_APP, WebApi.RTM_CONNECT, request).url();
        host.sockets().open(url, new Handler() {
            @Override
            public void received(Frame frame) {
                events.add(frame);
                begun.complete(true);
            }

            @Override
            public void closed(String reason) {}
        });
        assertThat(begun.await(Duration.ofSeconds(10))).isPresent();
    }
}
