package rtmlab.harness.webapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.rtm.RTMClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.protocol.User;

/** Slack's own SDK over its WebSocket, unchanged but for the base address. */
@Timeout(90)
class SlackRtmTest {

    private static final long PATIENCE_SECONDS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final RunningArchitectures ARCHITECTURES = new RunningArchitectures();

    @Test
    void aMessageSentOverTheWebSocketIsAnsweredAndBroadcast() throws Exception {
        var people = ARCHITECTURES.get("initial").people;
        try (var alice = new Online("initial", people.alice);
                var bob = new Online("initial", people.bob)) {
            var channel = people.general.id().value();
            alice.send("{\"id\":7,\"type\":\"message\",\"channel\":\"" + channel + "\",\"text\":\"hi <b> & ünï\"}");

            var reply = alice.await(event -> event.path("reply_to").asInt() == 7);
            assertThat(reply.path("ok").asBoolean()).isTrue();
            var message = bob.awaitType("message");
            assertThat(message.path("text").asText()).isEqualTo("hi <b> & ünï");
            assertThat(message.path("user").asText())
                    .isEqualTo(people.alice.id().value());
            assertThat(message.path("ts").asText()).isEqualTo(reply.path("ts").asText());

            alice.send("{\"id\":8,\"type\":\"message\",\"channel\":\"" + channel + "\"}");
            var refusal = alice.await(event -> event.path("reply_to").asInt() == 8);
            assertThat(refusal.path("ok").asBoolean()).isFalse();
            assertThat(refusal.path("error").path("code").asInt()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void aMessagePostedOverHttpIsBroadcast(String architecture) throws Exception {
        var people = ARCHITECTURES.get(architecture).people;
        try (var bob = new Online(architecture, people.bob)) {
            var posted = slack(architecture)
                    .methods(people.token(people.alice))
                    .chatPostMessage(request ->
                            request.channel(people.general.id().value()).text("by HTTP"));
            assertThat(posted.isOk()).as(posted.getError()).isTrue();
            var message = bob.await(event -> event.path("text").asText().equals("by HTTP"));
            assertThat(message.path("ts").asText()).isEqualTo(posted.getTs());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void typingIsPassedOnAndPresenceIsToldToWhoeverSubscribed(String architecture) throws Exception {
        var people = ARCHITECTURES.get(architecture).people;
        var channel = people.general.id().value();
        var aliceId = people.alice.id().value();
        try (var bob = new Online(architecture, people.bob)) {
            bob.send("{\"id\":1,\"type\":\"presence_sub\",\"ids\":[\"" + aliceId + "\"]}");
            try (var alice = new Online(architecture, people.alice)) {
                var active = bob.await(event -> event.path("type").asText().equals("presence_change")
                        && event.path("presence").asText().equals("active"));
                assertThat(active.path("user").asText()).isEqualTo(aliceId);

                alice.send("{\"id\":2,\"type\":\"typing\",\"channel\":\"" + channel + "\"}");
                var typing = bob.awaitType("user_typing");
                assertThat(typing.path("user").asText()).isEqualTo(aliceId);
                assertThat(typing.path("channel").asText()).isEqualTo(channel);
            }
            bob.await(event -> event.path("type").asText().equals("presence_change")
                    && event.path("presence").asText().equals("away"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void whoJoinsAChannelIsToldAtOnceAndHearsWhatIsSaidFromThenOn(String architecture) throws Exception {
        var people = ARCHITECTURES.get(architecture).people;
        var channel = people.random.id().value();
        var carolId = people.carol.id().value();
        var asCarol = slack(architecture).methods(people.token(people.carol));
        try (var bob = new Online(architecture, people.bob);
                var carol = new Online(architecture, people.carol)) {
            var joined = asCarol.conversationsJoin(request -> request.channel(channel));
            assertThat(joined.isOk()).as(joined.getError()).isTrue();
            var posted = slack(architecture)
                    .methods(people.token(people.alice))
                    .chatPostMessage(request -> request.channel(channel).text("welcome"));

            assertThat(carol.awaitType("channel_joined")
                            .path("channel")
                            .path("id")
                            .asText())
                    .isEqualTo(channel);
            assertThat(carol.awaitType("message").path("ts").asText()).isEqualTo(posted.getTs());
            var told = bob.awaitType("member_joined_channel");
            assertThat(told.path("user").asText()).isEqualTo(carolId);
            assertThat(told.path("channel").asText()).isEqualTo(channel);

            var left = asCarol.conversationsLeave(request -> request.channel(channel));
            assertThat(left.isOk()).as(left.getError()).isTrue();
            assertThat(carol.awaitType("channel_left").path("channel").asText()).isEqualTo(channel);
            assertThat(bob.awaitType("member_left_channel").path("user").asText())
                    .isEqualTo(carolId);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void newChannelsNewNamesAndInvitationsAreToldToWhoIsConnected(String architecture) throws Exception {
        var people = ARCHITECTURES.get(architecture).people;
        var asDora = slack(architecture).methods(people.token(people.dora));
        var emilId = people.emil.id().value();
        try (var dora = new Online(architecture, people.dora);
                var emil = new Online(architecture, people.emil)) {
            var created = asDora.conversationsCreate(request -> request.name("new"));
            assertThat(created.isOk()).as(created.getError()).isTrue();
            var channel = created.getChannel().getId();
            var toldOfNew = emil.awaitType("channel_created").path("channel");
            assertThat(toldOfNew.path("id").asText()).isEqualTo(channel);
            assertThat(toldOfNew.path("name").asText()).isEqualTo("new");
            assertThat(dora.awaitType("channel_joined")
                            .path("channel")
                            .path("id")
                            .asText())
                    .isEqualTo(channel);

            var invited = asDora.conversationsInvite(
                    request -> request.channel(channel).users(List.of(emilId)));
            assertThat(invited.isOk()).as(invited.getError()).isTrue();
            var posted =
                    asDora.chatPostMessage(request -> request.channel(channel).text("welcome"));
            assertThat(emil.awaitType("channel_joined")
                            .path("channel")
                            .path("id")
                            .asText())
                    .isEqualTo(channel);
            assertThat(emil.awaitType("message").path("ts").asText()).isEqualTo(posted.getTs());
            assertThat(dora.await(event -> event.path("type").asText().equals("member_joined_channel")
                                    && event.path("user").asText().equals(emilId))
                            .path("channel")
                            .asText())
                    .isEqualTo(channel);

            var renamed = asDora.conversationsRename(
                    request -> request.channel(channel).name("renamed"));
            assertThat(renamed.isOk()).as(renamed.getError()).isTrue();
            assertThat(renamed.getChannel().getName()).isEqualTo("renamed");
            assertThat(emil.awaitType("channel_rename")
                            .path("channel")
                            .path("name")
                            .asText())
                    .isEqualTo("renamed");

            var profile =
                    asDora.usersProfileSet(request -> request.name("real_name").value("Dora Doe"));
            assertThat(profile.isOk()).as(profile.getError()).isTrue();
            var changed = emil.awaitType("user_change").path("user");
            assertThat(changed.path("id").asText()).isEqualTo(people.dora.id().value());
            assertThat(changed.path("profile").path("real_name").asText()).isEqualTo("Dora Doe");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void aClientReconnectsAndIsPongedWithWhatItSent(String architecture) throws Exception {
        var people = ARCHITECTURES.get(architecture).people;
        try (var bob = new Online(architecture, people.bob)) {
            bob.send("{\"id\":3,\"type\":\"ping\",\"time\":1403299273342}");
            var pong = bob.awaitType("pong");
            assertThat(pong.path("reply_to").asInt()).isEqualTo(3);
            assertThat(pong.path("time").asLong()).isEqualTo(1_403_299_273_342L);

            // The SDK leaves its first connection open: Bob, whose presence nobody watches here, now has two.
            bob.client.reconnect();
            bob.awaitType("hello");
        }
    }

    @Test
    void afterAGatewaysRestartNothingIsMissingAndNothingIsDouble() throws Exception {
        var updated = ARCHITECTURES.get("updated");
        var people = updated.people;
        var channel = people.general.id().value();
        var alice = slack("updated").methods(people.token(people.alice));
        try (var bob = new Online("updated", people.bob)) {
            var before =
                    alice.chatPostMessage(request -> request.channel(channel).text("before the restart"));
            assertThat(before.isOk()).as(before.getError()).isTrue();
            bob.await(event -> event.path("ts").asText().equals(before.getTs()));

            var gateways = updated.nodes("gateway-server");
            gateways.forEach(updated::stop);
            bob.awaitTheEnd();
            var missed =
                    alice.chatPostMessage(request -> request.channel(channel).text("during the restart"));
            assertThat(missed.isOk()).as(missed.getError()).isTrue();
            gateways.forEach(updated::startAgain);

            bob.client.reconnect();
            bob.awaitType("hello");
            var history = slack("updated")
                    .methods(people.token(people.bob))
                    .conversationsHistory(request -> request.channel(channel).oldest(before.getTs()));
            assertThat(history.isOk()).as(history.getError()).isTrue();
            assertThat(history.getMessages())
                    .extracting(message -> message.getTs())
                    .containsExactly(missed.getTs());

            var after =
                    alice.chatPostMessage(request -> request.channel(channel).text("after the restart"));
            var next = bob.awaitType("message");
            assertThat(next.path("ts").asText()).isEqualTo(after.getTs());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    @SuppressWarnings("deprecation") // By Slack; here it is what the case is about.
    void rtmStartTellsEverythingAtOnce(String architecture) throws Exception {
        var people = ARCHITECTURES.get(architecture).people;
        var started = slack(architecture).methods(people.token(people.alice)).rtmStart(request -> request);
        assertThat(started.isOk()).as(started.getError()).isTrue();
        assertThat(started.getSelf().getId()).isEqualTo(people.alice.id().value());
        assertThat(started.getUsers()).extracting(user -> user.getName()).contains("alice", "bob");
        assertThat(started.getChannels())
                .extracting(channel -> channel.getName())
                .contains("general");
        assertThat(started.getUrl()).startsWith("ws://");
    }

    private static Slack slack(String architecture) {
        var config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(ARCHITECTURES.get(architecture).api().toString());
        config.setStatsEnabled(false);
        return Slack.getInstance(config);
    }

    /** Somebody with the SDK's client, whose events are read one after the other. */
    private static final class Online implements AutoCloseable {
        final RTMClient client;
        private final LinkedBlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
        private final CompletableFuture<Boolean> end = new CompletableFuture<>();

        Online(String architecture, User user) throws Exception {
            client = slack(architecture)
                    .rtmConnect(ARCHITECTURES.get(architecture).people.token(user));
            client.addMessageHandler(text -> events.add(parsed(text)));
            client.addCloseHandler(_ -> end.complete(true));
            client.connect();
            awaitType("hello");
        }

        void send(String frame) {
            client.sendMessage(frame);
        }

        void awaitTheEnd() {
            assertThat(end).as("the end of the connection").succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
        }

        JsonNode awaitType(String type) throws InterruptedException {
            return await(event -> event.path("type").asText().equals(type));
        }

        /** The next event that is like this; those before it are passed over. */
        JsonNode await(Predicate<JsonNode> isIt) throws InterruptedException {
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (true) {
                var event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(event)
                        .as("an event within " + PATIENCE_SECONDS + " s")
                        .isNotNull();
                if (isIt.test(event)) {
                    return event;
                }
            }
        }

        private static JsonNode parsed(String text) {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
