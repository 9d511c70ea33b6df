package rtmlab.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Standing;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.BootApi;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SlackError;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

class TeamsTest {

    private static final NodeName ORIGIN = NodeName.of("web-app", 1);
    private static final NodeName EDGE = NodeName.of("flannel", 1);
    private static final WorkspaceId TEAM = new WorkspaceId("T1");
    private static final Duration MAX_AGE = Duration.ofSeconds(30);

    private final World world = new World(Settings.DEFAULT, Choices.calm());
    private final Map<ChannelId, List<UserId>> members = new HashMap<>();
    private final List<User> users =
            new ArrayList<>(List.of(new User(new UserId("U1"), "alice"), new User(new UserId("U2"), "bob")));
    private final List<ChannelId> asked = new ArrayList<>();
    private final Tally tally = new Tally();

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void neverAreMoreMembershipsKeptThanMayBeAndWhatWasForgottenIsReadAgain() {
        var channels = channelsOfFour(20);
        var teams = teams(1_000, 10);

        for (var round = 0; round < 2; round++) {
            for (var channel : channels) {
                assertThat(at(teams, known -> known.members(channel)).inOrder()).isEqualTo(members.get(channel));
                assertThat(teams.memberships()).isBetween(1, 10);
            }
        }

        assertThat(tally.evicted).isGreaterThanOrEqualTo(channels.size() - 2);
        assertThat(asked).hasSizeGreaterThan(channels.size());
    }

    @Test
    void neverAreMoreUsersKeptThanMayBe() {
        var teams = teams(3, 10);
        var other = new WorkspaceId("T2");

        at(teams, known -> known.roster(TEAM));
        at(teams, known -> known.roster(other));

        assertThat(teams.users()).isEqualTo(2);
        assertThat(tally.evicted).isEqualTo(1);
    }

    @Test
    void anAnswerIsNeverFromOlderDataThanMayBeAndHowOldItWasIsTold() {
        var channel = channelsOfFour(1).getFirst();
        var newcomer = new UserId("U9");
        var teams = teams(1_000, 10);

        at(teams, known -> known.members(channel));
        members.put(
                channel,
                Stream.concat(Objects.requireNonNull(members.get(channel)).stream(), Stream.of(newcomer))
                        .toList());
        world.pass(MAX_AGE.minusSeconds(1));
        assertThat(at(teams, known -> known.members(channel)).has(newcomer)).isFalse();
        world.pass(Duration.ofSeconds(2));
        assertThat(at(teams, known -> known.members(channel)).has(newcomer)).isTrue();

        assertThat(stalestAnswer()).isBetween(MAX_AGE.minusSeconds(1), MAX_AGE);
    }

    @Test
    void whoWritesInAChannelIsKnownToBelongToItFromThenOn() {
        var channel = channelsOfFour(1).getFirst();
        var newcomer = new UserId("U9");
        var teams = teams(1_000, 10);
        at(teams, known -> known.members(channel));
        members.put(
                channel,
                Stream.concat(Objects.requireNonNull(members.get(channel)).stream(), Stream.of(newcomer))
                        .toList());

        hears(teams, message(channel, new UserId("U1")));
        assertThat(at(teams, known -> known.members(channel)).has(newcomer)).isFalse();
        hears(teams, message(channel, newcomer));
        assertThat(at(teams, known -> known.members(channel)).has(newcomer)).isTrue();
    }

    @Test
    void anAuthorWhoIsNewInTheTeamIsFoundOut() {
        var teams = teams(1_000, 10);
        at(teams, known -> known.roster(TEAM));
        var newcomer = new User(new UserId("U9"), "zoe").in(TEAM);
        users.add(newcomer);

        world.pass(Duration.ofSeconds(6));
        hears(teams, message(new ChannelId("C0"), newcomer.id()));

        var found = at(teams, known -> known.profile(TEAM, newcomer.id()));
        assertThat(found).contains(newcomer);
    }

    @Test
    void whoJoinsOrLeavesAChannelIsKnownAtOnceWithoutReadingAgain() {
        var channel = channelsOfFour(1).getFirst();
        var newcomer = new UserId("U9");
        var teams = teams(1_000, 10);
        at(teams, known -> known.members(channel));

        tell(teams, known -> known.joined(channel, newcomer));
        tell(teams, known -> known.joined(channel, newcomer));
        tell(teams, known -> known.left(channel, new UserId("U2")));

        assertThat(at(teams, known -> known.members(channel)).inOrder())
                .containsExactly(new UserId("U1"), new UserId("U3"), new UserId("U4"), newcomer);
        assertThat(asked).hasSize(1);
        assertThat(teams.memberships()).isEqualTo(4);
    }

    @Test
    void whatIsToldWhileItIsReadIsNotLostHoweverOldWhatWasReadIs() {
        var channel = channelsOfFour(1).getFirst();
        var newcomer = new User(new UserId("U9"), "zoe").in(TEAM);
        var teams = teams(1_000, 10);

        world.script(EDGE, _ -> teams.members(channel));
        world.script(EDGE, _ -> teams.roster(TEAM));
        world.script(EDGE, _ -> {
            teams.joined(channel, newcomer.id());
            teams.left(channel, new UserId("U2"));
            teams.changed(newcomer);
        });
        world.settle();

        assertThat(at(teams, known -> known.members(channel)).inOrder())
                .containsExactly(new UserId("U1"), new UserId("U3"), new UserId("U4"), newcomer.id());
        assertThat(at(teams, known -> known.roster(TEAM)).user(newcomer.id())).contains(newcomer);
        assertThat(asked).as("read once, before it was told").hasSize(1);
    }

    @Test
    void aProfileIsKnownAsItWasToldLastWithoutReadingAgain() {
        var teams = teams(1_000, 10);
        at(teams, known -> known.roster(TEAM));
        var zoe = new User(new UserId("U9"), "zoe").in(TEAM);
        var bob = new User(new UserId("U2"), "robert").in(TEAM);

        tell(teams, known -> known.changed(zoe));
        tell(teams, known -> known.changed(bob));

        var roster = at(teams, known -> known.roster(TEAM));
        assertThat(roster.user(zoe.id())).contains(zoe);
        assertThat(roster.search("rob", 5)).containsExactly(bob);
        assertThat(roster.search("bob", 5)).isEmpty();
        assertThat(teams.users()).isEqualTo(3);
    }

    @Test
    void whoComesFirstIsServedAtOnceAndWhoComesNextHasTheWholeFirstScreen() {
        var channel = new ChannelId("C0");
        members.put(channel, List.of(new UserId("U1"), new UserId("U2")));
        var shown = List.of(new WebApi.Conversation(new Standing(new Channel(channel, "general"), true)));
        var alice = users.getFirst().in(TEAM);
        var teams = teams(1_000, 10);

        var first = at(teams, known -> {
            known.warm(TEAM);
            return known.firstScreen(alice, shown, 50);
        });

        var next = at(teams, known -> known.firstScreen(alice, shown, 50));

        assertThat(first).containsExactly(alice);
        assertThat(next).containsExactly(alice, users.getLast().in(TEAM));
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatManyWantAtTheSameTimeIsReadOnceAndAnsweredToAll() {
        var channel = channelsOfFour(1).getFirst();
        var teams = teams(1_000, 10);
        var answers = new ArrayList<List<UserId>>();

        for (var asker = 0; asker < 3; asker++) {
            world.script(EDGE, _ -> answers.add(teams.members(channel).inOrder()));
        }
        world.settle();

        assertThat(asked).hasSize(1);
        assertThat(answers).hasSize(3).containsOnly(Objects.requireNonNull(members.get(channel)));
        assertThat(tally.coalesced).isEqualTo(2);
    }

    @Test
    void whereTheOriginDoesNotAnswerWhoeverAsksIsToldToAskAgain() {
        var teams = teams(1_000, 10);
        world.stopServer(ORIGIN);

        var told = new ArrayList<String>();
        for (var asker = 0; asker < 2; asker++) {
            world.script(EDGE, _ -> {
                try {
                    teams.members(new ChannelId("C0"));
                } catch (SlackError refusal) {
                    told.add(refusal.word());
                }
            });
        }
        world.settle();

        assertThat(told).containsExactly("service_unavailable", "service_unavailable");
    }

    private void tell(Teams teams, Consumer<Teams> event) {
        at(teams, known -> {
            event.accept(known);
            return true;
        });
    }

    private void hears(Teams teams, Message message) {
        tell(teams, known -> known.heard(TEAM, message));
    }

    private static Message message(ChannelId channel, UserId author) {
        return new Post(channel, author, "hello", new ClientMessageId("m1")).at(new Ts(1_700_000_000_000_000L));
    }

    @Test
    void aTeamThatNobodyIsHereOfIsForgotten() {
        var teams = teams(1_000, 10);
        at(teams, known -> known.roster(TEAM));
        assertThat(teams.users()).isEqualTo(2);

        tell(teams, known -> known.refresh(List.of(), Duration.ZERO));

        assertThat(teams.users()).isZero();
    }

    private Duration stalestAnswer() {
        return Duration.ofMillis(tally.figures(0, 0, 0, 0, 0).stalestAnswerMillis());
    }

    private List<ChannelId> channelsOfFour(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    var channel = new ChannelId("C" + number);
                    members.put(
                            channel, List.of(new UserId("U1"), new UserId("U2"), new UserId("U3"), new UserId("U4")));
                    return channel;
                })
                .toList();
    }

    /** What an edge knows, whose origin answers from {@link #members}. */
    private Teams teams(int maxUsers, int maxMemberships) {
        world.startServer(ORIGIN, () -> host -> {
            host.http().serve(BootApi.CHANNEL_MEMBERS, request -> {
                asked.add(request.channel());
                return new BootApi.MembersFound(Objects.requireNonNull(members.get(request.channel())));
            });
            host.http()
                    .serve(
                            BootApi.TEAM_USERS,
                            request -> new BootApi.UsersPage(users.stream()
                                    .map(user -> user.in(request.workspace()))
                                    .toList()));
        });
        var settings = new FlannelSettings(1, 1, Duration.ofSeconds(1), 1, MAX_AGE, maxUsers, maxMemberships, 1);
        var made = new ArrayList<Teams>();
        Node edge = (Host host) ->
                made.add(new Teams(host, new Origin(host.http(), List.of(ORIGIN), tally), settings, tally));
        world.startServer(EDGE, () -> edge);
        return made.getFirst();
    }

    private <T> T at(Teams teams, Function<Teams, T> question) {
        var answers = new ArrayList<T>();
        world.script(EDGE, _ -> answers.add(question.apply(teams)));
        world.settle();
        return answers.getFirst();
    }
}
