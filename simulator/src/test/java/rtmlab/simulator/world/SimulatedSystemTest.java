package rtmlab.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.FlowFault;
import rtmlab.protocol.variant.FlowStep;
import rtmlab.protocol.variant.HeldWork;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanism;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.Topology;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Report.Ending;

/** A whole run of a tiny architecture: one web app, and a client that is online once the web app knows it. */
class SimulatedSystemTest {

    private static final ChannelId GENERAL = new ChannelId("C1");
    private static final Member ALICE = new Member(new User(new UserId("U1"), "alice"), new Token("xoxp-alice"));
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Notes notes = new Notes();

    @Test
    void aCalmRunGoesFromTheSetupToTheStore() {
        try (var world = new World(Settings.DEFAULT, Choices.calm())) {
            var system = setUp(world, true);
            assertThat(notes.lines).containsExactly("online");
            system.script(ALICE, (client, clock) -> {
                clock.sleep(Duration.ofMillis(10));
                client.post(GENERAL, "hello", new ClientMessageId("id of hello"));
            });

            assertThat(system.work()).isEqualTo(Ending.QUIET);
            assertThat(system.recover(LIMIT)).isLessThan(Duration.ofSeconds(1));
            assertThat(system.offline()).isEmpty();
            assertThat(stored(world)).containsExactly("hello");
        }
    }

    @Test
    void stepsAreCountedFromTheBeginningOfTheWorkload() {
        // The setup has asked the web app already: that was none of the workload's steps.
        var choices = Choices.named(List.of(Departure.parse("crash before web-app-1: directory userOf #1")));
        try (var world = new World(Settings.DEFAULT, choices)) {
            var system = setUp(world, true);
            system.script(ALICE, (client, _) -> client.post(GENERAL, "hello", new ClientMessageId("id")));
            system.work();

            assertThat(choices.departed()).isEqualTo(1);
            assertThat(notes.lines).containsExactly("online", "offline", "online");
            assertThat(stored(world)).containsExactly("hello");
        }
    }

    @Test
    void aSystemThatDoesNotRecoverTakesLongerThanTheLimit() {
        try (var world = new World(Settings.DEFAULT, Choices.calm())) {
            var system = setUp(world, false);
            system.work();

            assertThat(system.recover(LIMIT)).isGreaterThan(LIMIT);
        }
    }

    @Test
    void onlyMembersHaveScripts() {
        try (var world = new World(Settings.DEFAULT, Choices.calm())) {
            var bob = new Member(new User(new UserId("U2"), "bob"), new Token("xoxp-bob"));
            var system = setUp(world, true);

            assertThatThrownBy(() -> system.script(bob, (_, _) -> {})).hasMessageContaining("is no member");
        }
    }

    private SimulatedSystem setUp(World world, boolean getsQuiet) {
        var members = new LinkedHashMap<Member, Journal>(Map.of(ALICE, notes));
        return SimulatedSystem.setUp(world, new Board(getsQuiet), new Mechanisms(List.of()), members, directory -> {
            directory.addChannel(new Channel(GENERAL, "general"));
            directory.addUser(ALICE.user(), ALICE.token());
            directory.join(ALICE.user().id(), GENERAL);
        });
    }

    private static List<String> stored(World world) {
        return world.probe(host ->
                host.messages().history(GENERAL, /* after= */ Ts.BEFORE_ALL, /* before= */ Ts.AFTER_ALL, 10).stream()
                        .map(Message::text)
                        .toList());
    }

    /** Posts are stored by the one web app, and nobody else hears of them. */
    private record Board(boolean getsQuiet) implements Architecture {

        private static final NodeName WEB_APP = NodeName.of("web-app", 1);

        @Override
        public String name() {
            return "board";
        }

        @Override
        public String summary() {
            return "a board on which posts are pinned";
        }

        @Override
        public List<Mechanism> mechanisms() {
            return List.of();
        }

        @Override
        public Topology topology() {
            return Topology.none().and("web-app", 1);
        }

        @Override
        public Node node(NodeName name, Topology topology, Mechanisms on) {
            return host -> {
                host.http()
                        .serve(
                                WebApi.AUTH_TEST,
                                request -> new WebApi.Identity(
                                        host.directory().userOf(request.token()).orElseThrow()));
                host.http().serve(WebApi.POST_MESSAGE, request -> {
                    var author = host.directory().userOf(request.token()).orElseThrow();
                    var id = new ClientMessageId(request.text());
                    var message = new Post(request.channel(), author.id(), request.text(), id).at(Ts.ofLogOffset(0));
                    host.messages().insertOnce(message);
                    return new WebApi.Posted(message);
                });
            };
        }

        @Override
        public Client client(Member member, Topology topology, Mechanisms on, Journal journal) {
            return new BoardClient(member, journal);
        }

        @Override
        public List<FlowStep> sendFlow() {
            return List.of();
        }

        @Override
        public List<FlowFault> lostAnswers() {
            return List.of();
        }

        @Override
        public List<HeldWork> heldWork() {
            return List.of();
        }

        @Override
        public List<String> breaks() {
            return List.of();
        }

        @Override
        public boolean isQuiet(Host probe, Topology topology) {
            return getsQuiet;
        }
    }

    /** Online while the web app answers. */
    private static final class BoardClient implements Client {
        private final Member member;
        private final Journal journal;
        private Host host;

        BoardClient(Member member, Journal journal) {
            this.member = member;
            this.journal = journal;
        }

        @Override
        public void start(Host host) {
            this.host = host;
            host.http().call(Board.WEB_APP, WebApi.AUTH_TEST, new WebApi.AuthTest(member.token()));
            journal.online();
        }

        @Override
        public void post(ChannelId channel, String text, ClientMessageId id) {
            try {
                var request = new WebApi.PostMessage(member.token(), channel, text, id);
                host.http().call(Board.WEB_APP, WebApi.POST_MESSAGE, request);
            } catch (CallFailed failure) {
                journal.offline(failure.reason());
                host.clock().sleep(Duration.ofSeconds(2));
                journal.online();
                post(channel, text, id);
            }
        }

        @Override
        public void read(ChannelId channel) {
            throw new UnsupportedOperationException("nobody reads here");
        }

        @Override
        public void dropConnection() {
            journal.offline("dropped");
        }
    }

    /** Only the connection matters here. */
    private static final class Notes implements Journal {
        final List<String> lines = new ArrayList<>();

        @Override
        public void submitted(Post post, int attempt) {}

        @Override
        public void acknowledged(Post post, Ts ts) {}

        @Override
        public void refused(Post post, String error) {}

        @Override
        public void unknown(Post post, String reason) {}

        @Override
        public void sawLive(Message message) {}

        @Override
        public void sawByCatchUp(Message message) {}

        @Override
        public Consumer<List<Message>> reading(ChannelId channel) {
            return _ -> {};
        }

        @Override
        public void snapshot(ChannelId channel, List<Message> messages) {}

        @Override
        public void online() {
            lines.add("online");
        }

        @Override
        public void offline(String reason) {
            lines.add("offline");
        }
    }
}
