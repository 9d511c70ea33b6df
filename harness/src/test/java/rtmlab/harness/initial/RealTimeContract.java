package rtmlab.harness.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Post;
import rtmlab.protocol.Presence;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.RtmError;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.SlackError;

/** What the real-time half of the initial architecture promises, in both worlds. */
@Timeout(60)
abstract class RealTimeContract {

    /**
     * Runs this on a host from which the architecture, with these mechanisms on, can be reached.
     *
     * @param fatalCall the first channel server that takes this step dies right after it; null for none
     */
    abstract void inTeam(Collection<String> mechanisms, @Nullable String fatalCall, Consumer<Scene> script);

    private void inTeam(Collection<String> mechanisms, Consumer<Scene> script) {
        inTeam(mechanisms, null, script);
    }

    private void inTeam(Consumer<Scene> script) {
        inTeam(List.of(), script);
    }

    @Test
    void theHelloComesFirstAndAPingIsEchoed() {
        inTeam(scene -> {
            var alice = scene.connect(scene.alice);
            alice.send(new Frame.Ping(7, Map.of("time", "1403299273342", "note", "\"hi\"")));

            assertThat(alice.awaitFrames(2))
                    .containsExactly(
                            new Frame.Hello(), new Frame.Pong(7, Map.of("time", "1403299273342", "note", "\"hi\"")));
        });
    }

    @Test
    void aUrlOpensOneSocketAndAMadeUpOneNone() {
        inTeam(scene -> {
            var url = scene.askForUrl(scene.alice);
            scene.open(url).awaitFrames(1);

            var second = scene.open(url);
            second.awaitClosed();
            assertThat(second.frames).containsExactly(new Frame.Refusal(null, RtmError.URL_EXPIRED));
        });
    }

    @Test
    void aMessageIsShownToEveryMemberOnceAndToNobodyElse() {
        inTeam(scene -> {
            var alice = scene.connect(scene.alice);
            var bob = scene.connect(scene.bob);
            var bobsPhone = scene.connect(scene.bob);
            var dave = scene.connect(scene.dave);
            var mallory = scene.connect(scene.mallory);

            alice.send(new Frame.Send(1, scene.general, "lunch?", new ClientMessageId("id-1")));
            var reply = alice.await(Frame.Reply.class);

            assertThat(reply.replyTo()).isEqualTo(1);
            assertThat(reply.text()).isEqualTo("lunch?");
            var shown = new Frame.Broadcast(
                    new Post(scene.general, scene.alice.user().id(), "lunch?", new ClientMessageId("id-1"))
                            .at(reply.ts()));
            for (var member : List.of(alice, bob, bobsPhone)) {
                assertThat(member.all(Frame.Broadcast.class)).containsExactly(shown);
            }
            assertThat(dave.all(Frame.Broadcast.class))
                    .as("in the team, not in the channel")
                    .isEmpty();
            assertThat(mallory.all(Frame.Broadcast.class)).as("in another team").isEmpty();
        });
    }

    @Test
    void whatCannotBeSentIsRefusedByNumberAndShownToNobody() {
        inTeam(scene -> {
            var alice = scene.connect(scene.alice);
            var bob = scene.connect(scene.bob);
            var mallory = scene.connect(scene.mallory);
            var refused = Map.of(
                    new Frame.Send(1, scene.general, " \n", null), RtmError.NO_TEXT,
                    new Frame.Send(2, scene.general, "x".repeat(4_001), null), RtmError.TEXT_TOO_LONG,
                    new Frame.Send(3, new ChannelId("C-none"), "x", null), RtmError.NOT_IN_CHANNEL,
                    new Frame.Send(4, scene.elsewhere, "x", null), RtmError.NOT_IN_CHANNEL,
                    new Frame.Send(5, scene.announcements, "x", null), RtmError.RESTRICTED);
            refused.forEach((frame, error) -> {
                alice.frames.clear();
                alice.send(frame);
                assertThat(alice.await(Frame.Refusal.class)).isEqualTo(new Frame.Refusal(frame.id(), error));
            });
            alice.send(new Frame.Send(6, scene.general, "x".repeat(4_000), null));
            alice.await(Frame.Reply.class);

            assertThat(bob.all(Frame.Broadcast.class)).hasSize(1);
            assertThat(mallory.all(Frame.Broadcast.class)).isEmpty();
        });
    }

    @Test
    void placesAreUniqueAndRise() {
        inTeam(scene -> {
            var alice = scene.connect(scene.alice);
            var bob = scene.connect(scene.bob);
            for (var id = 1; id <= 20; id++) {
                (id % 2 == 0 ? alice : bob).send(new Frame.Send(id, scene.general, "message " + id, null));
            }
            scene.awaitTrue(() -> bob.count(Frame.Broadcast.class) == 20);

            var places = bob.all(Frame.Broadcast.class).stream()
                    .map(event -> event.message().ts())
                    .toList();
            assertThat(places).containsExactlyElementsOf(new TreeSet<Ts>(places));
            assertThat(alice.all(Frame.Broadcast.class)).isEqualTo(bob.all(Frame.Broadcast.class));
        });
    }

    @Test
    void aMessageThatCameOverHttpIsShownLikeAnyOther() {
        inTeam(scene -> {
            var bob = scene.connect(scene.bob);
            var post = new WebApi.PostMessage(scene.alice.token(), scene.general, "by HTTP", null);
            var posted = scene.host.http().call(scene.webApp, WebApi.POST_MESSAGE, post);

            assertThat(bob.all(Frame.Broadcast.class)).containsExactly(new Frame.Broadcast(posted.message()));
        });
    }

    @Test
    void typingIsPassedOnToTheOtherMembersAtMostOnceInThreeSeconds() {
        inTeam(scene -> {
            var alice = scene.connect(scene.alice);
            var bob = scene.connect(scene.bob);
            var dave = scene.connect(scene.dave);
            for (var id = 1; id <= 5; id++) {
                alice.send(new Frame.Typing(id, scene.general));
            }
            dave.send(new Frame.Typing(1, scene.general));
            alice.settle();
            dave.settle();

            assertThat(bob.all(Frame.UserTyping.class))
                    .containsExactly(new Frame.UserTyping(
                            scene.general, scene.alice.user().id()));
            assertThat(alice.all(Frame.UserTyping.class)).isEmpty();
            assertThat(dave.all(Frame.UserTyping.class)).isEmpty();
        });
    }

    @Test
    void presenceIsToldToWhoeverAskedForItAndNobodyLooksIntoAnotherTeam() {
        inTeam(scene -> {
            var bob = scene.connect(scene.bob);
            bob.send(new Frame.PresenceSub(
                    1L, List.of(scene.alice.user().id(), scene.mallory.user().id())));
            bob.settle();
            var alice = scene.connect(scene.alice);
            var mallory = scene.connect(scene.mallory);
            scene.awaitTrue(() -> bob.count(Frame.PresenceChange.class) == 1);
            alice.socket.close("enough");
            scene.awaitTrue(() -> bob.count(Frame.PresenceChange.class) == 2);

            assertThat(bob.all(Frame.PresenceChange.class))
                    .containsExactly(
                            change(scene.alice.user().id(), Presence.ACTIVE),
                            change(scene.alice.user().id(), Presence.AWAY));

            bob.frames.clear();
            bob.send(new Frame.PresenceQuery(
                    2L, List.of(scene.bob.user().id(), scene.mallory.user().id())));
            assertThat(bob.all(Frame.PresenceChange.class))
                    .containsExactlyInAnyOrder(
                            change(scene.bob.user().id(), Presence.ACTIVE),
                            change(scene.mallory.user().id(), Presence.AWAY));
            assertThat(mallory.all(Frame.PresenceChange.class)).isEmpty();
        });
    }

    @Test
    void clientsThatAskForItGetPresenceInBatches() {
        inTeam(scene -> {
            var request = new WebApi.RtmConnect(scene.bob.token(), true);
            var bob = scene.open(scene.host
                    .http()
                    .call(scene.webApp, WebApi.RTM_CONNECT, request)
                    .url());
            bob.awaitFrames(1);
            bob.send(new Frame.PresenceQuery(
                    1L, List.of(scene.alice.user().id(), scene.dave.user().id())));

            assertThat(bob.all(Frame.PresenceChange.class))
                    .containsExactly(new Frame.PresenceChange(
                            List.of(scene.alice.user().id(), scene.dave.user().id()), Presence.AWAY));
        });
    }

    @Test
    void tooManyUsersInOneQueryAreRefused() {
        inTeam(scene -> {
            var bob = scene.connect(scene.bob);
            var users = IntStream.rangeClosed(1, 501)
                    .mapToObj(number -> new UserId("U" + number))
                    .toList();
            bob.send(new Frame.PresenceQuery(3L, users));

            assertThat(bob.await(Frame.Refusal.class)).isEqualTo(new Frame.Refusal(3L, RtmError.TOO_MANY_USERS));
        });
    }

    @Test
    void whoSetsThemselvesAwayIsToldOnAllTheirClientsAndAwayForTheOthers() {
        inTeam(scene -> {
            var alice = scene.connect(scene.alice);
            var bob = scene.connect(scene.bob);
            bob.send(new Frame.PresenceSub(1L, List.of(scene.alice.user().id())));
            bob.settle();
            scene.host
                    .http()
                    .call(scene.webApp, WebApi.SET_PRESENCE, new WebApi.SetPresence(scene.alice.token(), true));

            assertThat(alice.all(Frame.ManualPresenceChange.class))
                    .containsExactly(new Frame.ManualPresenceChange(Presence.AWAY));
            assertThat(bob.all(Frame.PresenceChange.class))
                    .containsExactly(change(scene.alice.user().id(), Presence.AWAY));
            var request =
                    new WebApi.GetPresence(scene.bob.token(), scene.alice.user().id());
            var known = scene.host.http().call(scene.webApp, WebApi.GET_PRESENCE, request);
            assertThat(known.presence()).isEqualTo(Presence.AWAY);
            assertThat(known.isManuallyAway()).isTrue();
            assertThat(known.connections()).isEqualTo(1);
        });
    }

    /** "Transient presence and typing statuses were also held in memory": a crash takes along what nobody wrote down. */
    @Test
    void whoIsAwayAndWhoWatchesWhomIsForgottenWithItsServer() {
        inTeam(List.of(), "http answer /internal/away", scene -> {
            var http = scene.host.http();
            var setAway = new WebApi.SetPresence(scene.alice.token(), true);
            var ask =
                    new WebApi.GetPresence(scene.bob.token(), scene.alice.user().id());
            var alice = scene.connect(scene.alice);
            var bob = scene.connect(scene.bob);
            var first = scene.serverOf(scene.alice);
            bob.send(new Frame.PresenceSub(1L, List.of(scene.alice.user().id())));
            bob.settle();

            http.call(scene.webApp, WebApi.SET_PRESENCE, setAway); // … and the server dies.
            alice.awaitClosed();
            bob.awaitClosed();
            var nobodyKnows = http.call(scene.webApp, WebApi.GET_PRESENCE, ask);
            assertThat(nobodyKnows.presence()).isEqualTo(Presence.AWAY);
            assertThat(nobodyKnows.isManuallyAway()).isFalse();
            assertThat(nobodyKnows.connections()).isZero();

            var aliceAgain = scene.connect(scene.alice);
            var bobAgain = scene.connect(scene.bob);
            assertThat(scene.serverOf(scene.alice)).as("the team has moved").isNotEqualTo(first);
            var backAgain = http.call(scene.webApp, WebApi.GET_PRESENCE, ask);
            assertThat(backAgain.presence()).as("that she had set herself away").isEqualTo(Presence.ACTIVE);
            assertThat(backAgain.isManuallyAway()).isFalse();
            aliceAgain.socket.close("good night");
            scene.awaitTrue(
                    () -> http.call(scene.webApp, WebApi.GET_PRESENCE, ask).connections() == 0);
            bobAgain.settle();
            assertThat(bobAgain.all(Frame.PresenceChange.class))
                    .as("whom he watched")
                    .isEmpty();
        });
    }

    @Test
    void whoJoinsAChannelHearsItAtOnceAndWhoLeavesNoMore() {
        inTeam(scene -> {
            var alice = scene.connect(scene.alice);
            var dave = scene.connect(scene.dave);
            scene.host
                    .http()
                    .call(scene.webApp, WebApi.JOIN, new WebApi.OneConversation(scene.dave.token(), scene.general));
            alice.send(new Frame.Send(1, scene.general, "welcome", null));
            alice.await(Frame.Reply.class);
            assertThat(dave.all(Frame.Broadcast.class)).hasSize(1);

            scene.host
                    .http()
                    .call(scene.webApp, WebApi.LEAVE, new WebApi.OneConversation(scene.dave.token(), scene.general));
            alice.frames.clear();
            alice.send(new Frame.Send(2, scene.general, "he is gone", null));
            alice.await(Frame.Reply.class);
            assertThat(dave.all(Frame.Broadcast.class)).hasSize(1);
            dave.send(new Frame.Send(1, scene.general, "am I?", null));
            assertThat(dave.await(Frame.Refusal.class)).isEqualTo(new Frame.Refusal(1L, RtmError.NOT_IN_CHANNEL));
        });
    }

    @Test
    void aServerThatIsDrainedSaysGoodbyeAndSendsEverybodyOn() {
        inTeam(scene -> {
            var alice = scene.connect(scene.alice);
            var bob = scene.connect(scene.bob);
            var first = scene.serverOf(scene.alice);
            alice.send(new Frame.Send(1, scene.general, "before", null));
            alice.await(Frame.Reply.class);
            var drained = scene.host.http().call(first, InternalApi.DRAIN, new InternalApi.Drain());

            assertThat(drained.clients()).isGreaterThanOrEqualTo(2);
            alice.awaitClosed();
            bob.awaitClosed();
            assertThat(alice.frames).endsWith(new Frame.Goodbye());
            var next = alice.all(Frame.ReconnectUrl.class);
            assertThat(next).hasSize(1);
            assertThat(next.getFirst().url().node()).isNotEqualTo(first);

            var again = scene.open(next.getFirst().url());
            again.awaitFrames(1);
            var bobAgain = scene.connect(scene.bob);
            again.send(new Frame.Send(1, scene.general, "after", null));
            again.await(Frame.Reply.class);
            assertThat(bobAgain.all(Frame.Broadcast.class)).hasSize(1);
            var history = new WebApi.History(scene.bob.token(), scene.general, Ts.BEFORE_ALL, Ts.AFTER_ALL, 10);
            scene.awaitTrue(() -> scene.host
                            .http()
                            .call(scene.webApp, WebApi.HISTORY, history)
                            .messages()
                            .size()
                    == 2);
        });
    }

    @Test
    void whoSendsTooFastIsToldSoWhereRatesAreLimited() {
        inTeam(List.of("RATE_LIMIT"), scene -> {
            var alice = scene.connect(scene.alice);
            for (var id = 1; id <= 20; id++) {
                alice.send(new Frame.Send(id, scene.general, "message " + id, null));
            }
            scene.awaitTrue(() -> alice.count(Frame.Reply.class) + alice.count(Frame.Refusal.class) == 20);

            assertThat(alice.all(Frame.Reply.class)).hasSizeBetween(10, 19);
            assertThat(alice.all(Frame.Refusal.class)).allMatch(refusal -> refusal.error() == RtmError.RATE_LIMITED);
        });
    }

    @Test
    void withoutALimitNobodyIsToldToSlowDown() {
        inTeam(scene -> {
            var alice = scene.connect(scene.alice);
            for (var id = 1; id <= 200; id++) {
                alice.send(new Frame.Send(id, scene.general, "message " + id, null));
            }
            scene.awaitTrue(() -> alice.count(Frame.Reply.class) == 200);
        });
    }

    @Test
    void whoHasNoTokenGetsNoUrl() {
        inTeam(scene -> assertThatThrownBy(() -> scene.host
                        .http()
                        .call(scene.webApp, WebApi.RTM_CONNECT, new WebApi.RtmConnect(new Token("xoxp-nobody"))))
                .isInstanceOfSatisfying(
                        SlackError.class, error -> assertThat(error.word()).isEqualTo("invalid_auth")));
    }

    private static Frame.PresenceChange change(UserId user, Presence presence) {
        return new Frame.PresenceChange(List.of(user), presence);
    }
}
