package rtmlab.harness.initial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rtmlab.backends.runtime.AddressBook;
import rtmlab.backends.wire.SocketUrls;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Presence;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.variant.Member;

/** Many clients, one that reads nothing, and one that talks nonsense, on real servers. */
@Tag("slow")
class CrowdTest extends RealStage {

    private static final int CROWD = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void fiveHundredClientsInOneChannelGetEverythingWhileOneReadsNothing() {
        inTeam(List.of(), scene -> {
            var firehose = new ChannelId(scene.general + "-firehose");
            var people = enterCrowd(scene, firehose);
            try (var _ = openAndReadNothing(scene, scene.bob)) {
                var crowd = people.stream().map(scene::connect).toList();
                var alice = scene.connect(scene.alice);
                var watcher = crowd.get(1);
                watcher.send(new Frame.PresenceSub(
                        1L, people.stream().map(person -> person.user().id()).toList()));
                watcher.settle();
                for (var id = 1; id <= 20; id++) {
                    alice.send(new Frame.Send(id, scene.general, "message " + id, null));
                }
                crowd.get(7).send(new Frame.Typing(1, scene.general));
                crowd.get(2).socket.close("enough");
                scene.awaitTrue(() -> alice.count(Frame.Broadcast.class) == 20);
                var shown = alice.all(Frame.Broadcast.class);

                assertThat(watcher.all(Frame.PresenceChange.class))
                        .containsExactly(new Frame.PresenceChange(
                                List.of(people.get(2).user().id()), Presence.AWAY));
                for (var number = 0; number < CROWD; number++) {
                    var client = crowd.get(number);
                    if (number == 2) {
                        continue;
                    }
                    assertThat(client.all(Frame.Broadcast.class)).isEqualTo(shown);
                    assertThat(client.all(Frame.UserTyping.class)).hasSize(number == 7 ? 0 : 1);
                }

                // More than a stalled reader is owed: it is cut off, and nobody else has waited.
                watcher.frames.clear();
                watcher.send(new Frame.PresenceSub(2L, List.of(scene.bob.user().id())));
                var block = "\u4e00".repeat(4_000);
                for (var id = 100; watcher.count(Frame.PresenceChange.class) == 0; id++) {
                    assertThat(id).as("messages for somebody who reads none").isLessThan(3_000);
                    alice.frames.clear();
                    alice.send(new Frame.Send(id, firehose, block, null));
                    alice.await(Frame.Reply.class);
                }
                crowd.get(3).settle();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static List<Member> enterCrowd(Scene scene, ChannelId firehose) {
        var directory = scene.host.directory();
        var team = scene.alice.user().workspace();
        directory.addChannel(new Channel(firehose, "firehose").in(team));
        directory.join(scene.alice.user().id(), firehose);
        directory.join(scene.bob.user().id(), firehose);
        return IntStream.range(0, CROWD)
                .mapToObj(number -> {
                    var id = scene.alice.user().id() + "-" + number;
                    var member =
                            new Member(new User(new UserId(id), "member-" + number).in(team), new Token("xoxp-" + id));
                    directory.addUser(member.user(), member.token());
                    directory.join(member.user().id(), scene.general);
                    return member;
                })
                .toList();
    }

    /** A WebSocket whose owner never looks at what comes in. */
    private Socket openAndReadNothing(Scene scene, Member member) throws IOException {
        var url = urlOf(scene, member);
        var socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        var request = "GET " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private URI urlOf(Scene scene, Member member) {
        AddressBook addresses = addresses();
        return new SocketUrls(addresses::ws).write(scene.askForUrl(member));
    }

    @Test
    void aThousandMutationsOfValidFramesGetTheRightErrorAndReachNobodyElse() {
        inTeam(List.of(), scene -> {
            var mallory = scene.connect(scene.mallory);
            var answers = new LinkedBlockingQueue<String>();
            var url = urlOf(scene, scene.alice);
            try (var client = HttpClient.newHttpClient()) {
                var socket = client.newWebSocketBuilder()
                        .buildAsync(url, new Listening(answers))
                        .join();
                assertThat(next(answers)).isEqualTo("{\"type\":\"hello\"}");
                var random = new Random(20261122);
                var valid = valid(scene);
                for (var number = 0; number < 1_000; number++) {
                    var mutated = mutated(valid.get(number % valid.size()), random);
                    socket.sendText(mutated, true).join();
                    socket.sendText("{\"id\":%d,\"type\":\"ping\",\"end\":true}".formatted(9_000_000 + number), true)
                            .join();
                    judge(mutated, answersUpToPong(answers, 9_000_000 + number));
                }
                socket.abort();
            }
            assertThat(mallory.all(Frame.Broadcast.class)).isEmpty();
            assertThat(mallory.all(Frame.UserTyping.class)).isEmpty();
            assertThat(mallory.all(Frame.PresenceChange.class)).isEmpty();
        });
    }

    private static List<String> valid(Scene scene) {
        return List.of(
                "{\"id\":1,\"type\":\"message\",\"channel\":\"%s\",\"text\":\"Hello world\"}".formatted(scene.general),
                "{\"id\":2,\"type\":\"message\",\"channel\":\"%s\",\"text\":\"Hello\"}".formatted(scene.elsewhere),
                "{\"id\":3,\"type\":\"typing\",\"channel\":\"%s\"}".formatted(scene.general),
                "{\"id\":4,\"type\":\"ping\",\"time\":1403299273342}",
                "{\"id\":5,\"type\":\"presence_sub\",\"ids\":[\"%s\"]}"
                        .formatted(scene.mallory.user().id()),
                "{\"id\":6,\"type\":\"presence_query\",\"ids\":[\"%s\"]}"
                        .formatted(scene.bob.user().id()));
    }

    /** One to three characters deleted, doubled, replaced or swapped. */
    private static String mutated(String frame, Random random) {
        var text = new StringBuilder(frame);
        var charset = "{}[]\",:\\ 0aé\u4e00.-eE1\n\t\u0001";
        for (var times = random.nextInt(1, 4); times > 0; times--) {
            var at = random.nextInt(text.length());
            var other = charset.charAt(random.nextInt(charset.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, text.charAt(at));
                case 2 -> text.setCharAt(at, other);
                default -> text.insert(at, other);
            }
        }
        return text.toString();
    }

    private static List<String> answersUpToPong(BlockingQueue<String> answers, long ping) {
        var all = new ArrayList<String>();
        for (var answer = next(answers); !answer.contains("\"reply_to\":" + ping + ","); answer = next(answers)) {
            all.add(answer);
        }
        return all;
    }

    private static String next(BlockingQueue<String> answers) {
        try {
            var answer = answers.poll(10, TimeUnit.SECONDS);
            assertThat(answer).as("an answer within ten seconds").isNotNull();
            return String.valueOf(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Told by the words of the frame alone, without the code that reads frames. */
    private static void judge(String frame, List<String> answers) {
        var type = typeOf(frame);
        assertThat(answers).as(frame).noneMatch(answer -> answer.contains("Exception"));
        if (!List.of("message", "typing", "ping", "presence_sub", "presence_query")
                .contains(type)) {
            assertThat(answers).as(frame).singleElement().asString().contains("\"code\":");
        }
        if (type.equals("message")) {
            var replies = answers.stream()
                    .filter(answer -> answer.contains("\"ok\":") || answer.contains("\"type\":\"error\""))
                    .toList();
            assertThat(replies).as(frame).hasSize(1);
        }
    }

    private static String typeOf(String frame) {
        try {
            JsonNode tree = JSON.readTree(frame);
            return tree != null && tree.isObject() ? tree.path("type").asText() : "";
        } catch (IOException _) {
            return "";
        }
    }

    /** Puts whole texts into a queue. */
    private static final class Listening implements WebSocket.Listener {
        private final BlockingQueue<String> texts;
        private final StringBuilder partial = new StringBuilder();

        Listening(BlockingQueue<String> texts) {
            this.texts = texts;
        }

        @Override
        @SuppressWarnings("NullAway") // No stage: the text may be reused at once.
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                texts.add(partial.toString());
                partial.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
