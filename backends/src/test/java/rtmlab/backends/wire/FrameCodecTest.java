package rtmlab.backends.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Presence;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.RtmError;

class FrameCodecTest {

    private static final User ALICE = new User(new UserId("U1"), "alice");

    private static final FrameCodec CODEC = new FrameCodec(new SocketUrls(node -> URI.create("ws://127.0.0.1:8081")));
    private static final ChannelId GENERAL = new ChannelId("C024BE91L");
    private static final Ts TS = Ts.parse("1355517523.000005");

    static Stream<Frame> frames() {
        var post = new Post(GENERAL, new UserId("U2147483697"), "a <b> & \"c\" 👋🏽\n", new ClientMessageId("id-1"));
        return Stream.of(
                new Frame.Send(1, GENERAL, "Hello world", null),
                new Frame.Send(Long.MAX_VALUE, GENERAL, "", new ClientMessageId("id-1")),
                new Frame.Typing(2, GENERAL),
                new Frame.Ping(3),
                new Frame.Ping(3, Map.of("note", "\"a \\\"b\\\" 👋🏽\"")),
                new Frame.PresenceSub(4L, List.of(new UserId("U1"), new UserId("U2"))),
                new Frame.PresenceSub(null, List.of()),
                new Frame.PresenceQuery(5L, List.of(new UserId("U1"))),
                new Frame.Hello(),
                new Frame.Reply(1, TS, "Hello world"),
                new Frame.Refusal(1L, RtmError.NO_TEXT),
                new Frame.Refusal(null, RtmError.URL_EXPIRED),
                new Frame.Pong(3),
                new Frame.Pong(3, Map.of("isLate", "false")),
                new Frame.PresenceChange(List.of(new UserId("U1"), new UserId("U2")), Presence.ACTIVE),
                new Frame.ManualPresenceChange(Presence.AWAY),
                new Frame.ReconnectUrl(new SocketUrl(NodeName.of("channel-server", 1), new Ticket("a & b"))),
                new Frame.TeamMigrationStarted(),
                new Frame.Broadcast(post.at(TS)),
                new Frame.UserTyping(GENERAL, new UserId("U2147483697")),
                new Frame.Goodbye(),
                new Frame.Ask(5, new EdgeApi.UsersInfo(null, List.of(new UserId("U1"), new UserId("U2")))),
                new Frame.Ask(6, new EdgeApi.UsersSearch(null, "al & \"b\"", 7)),
                new Frame.Ask(7, new EdgeApi.Membership(null, GENERAL, List.of())),
                new Frame.Told(5, new EdgeApi.UsersFound(List.of(ALICE), List.of(new UserId("U2")))),
                new Frame.Told(7, new EdgeApi.NonMembers(GENERAL, List.of(new UserId("U2")))),
                new Frame.UserChange(ALICE),
                new Frame.TeamJoin(ALICE),
                new Frame.MemberJoined(GENERAL, ALICE.id()),
                new Frame.MemberLeft(GENERAL, ALICE.id()),
                new Frame.ChannelJoined(new Channel(GENERAL, "general").asPrivate()),
                new Frame.ChannelLeft(GENERAL),
                new Frame.ChannelCreated(new Channel(GENERAL, "fun")),
                new Frame.ChannelRename(new Channel(GENERAL, "a <b> & \"c\"")),
                new Frame.RingChange(3, List.of(new NodeName("channel-server-1"), new NodeName("channel-server-2"))),
                new Frame.Release(3, post.at(TS)),
                new Frame.Subscribe(GENERAL, null, 3),
                new Frame.Subscribe(GENERAL, TS, 3),
                new Frame.Subscribed(GENERAL, TS, 3, true),
                new Frame.Subscribed(GENERAL, TS, 3, false),
                new Frame.ClientHere("client-1", new UserId("U1")),
                new Frame.ClientGone("client-1"),
                new Frame.Unsubscribe(GENERAL));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void aFrameIsReadAsItWasWritten(Frame frame) {
        assertThat(CODEC.read(CODEC.write(frame))).isEqualTo(frame);
    }

    @Test
    void everyKindOfFrameIsAmongThem() {
        assertThat(frames().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(
                        Arrays.stream(Frame.class.getPermittedSubclasses()).toArray(Class<?>[]::new));
    }

    @ParameterizedTest
    @MethodSource("slacksOwn")
    void slacksOwnSamplesAreReadAndWritten(String sample, Frame frame) {
        assertThat(CODEC.read(sample)).isEqualTo(frame);
        assertThat(CODEC.write(frame)).isEqualTo(sample);
    }

    static Stream<Object[]> slacksOwn() {
        return Stream.of(
                new Object[] {"""
                        {"id":1,"type":"message","channel":"C024BE91L","text":"Hello world"}""", new Frame.Send(1, GENERAL, "Hello world", null)},
                new Object[] {"""
                        {"ok":true,"reply_to":1,"ts":"1355517523.000005","text":"Hello world"}""", new Frame.Reply(1, TS, "Hello world")},
                new Object[] {"""
                        {"ok":false,"reply_to":1,"error":{"code":2,"msg":"message text is missing"}}""", new Frame.Refusal(1L, RtmError.NO_TEXT)},
                new Object[] {"""
                        {"type":"error","error":{"code":1,"msg":"Socket URL has expired"}}""", new Frame.Refusal(null, RtmError.URL_EXPIRED)},
                new Object[] {"{\"type\":\"hello\"}", new Frame.Hello()},
                new Object[] {"""
                        {"id":2,"type":"typing","channel":"C024BE91L"}""", new Frame.Typing(2, GENERAL)},
                new Object[] {"""
                        {"id":1234,"type":"ping","time":1403299273342}""", new Frame.Ping(1234, Map.of("time", "1403299273342"))},
                new Object[] {"""
                        {"type":"pong","reply_to":1234,"time":1403299273342}""", new Frame.Pong(1234, Map.of("time", "1403299273342"))},
                new Object[] {"""
                        {"type":"presence_sub","ids":["U061F7AUR","W123456"]}""", new Frame.PresenceSub(null, List.of(new UserId("U061F7AUR"), new UserId("W123456")))
                },
                new Object[] {
                    """
                        {"type":"presence_query","ids":["U061F7AUR","W123456"]}""", new Frame.PresenceQuery(null, List.of(new UserId("U061F7AUR"), new UserId("W123456")))
                },
                new Object[] {"""
                        {"type":"presence_change","user":"U024BE7LH","presence":"away"}""", new Frame.PresenceChange(List.of(new UserId("U024BE7LH")), Presence.AWAY)},
                new Object[] {
                    """
                        {"type":"presence_change","users":["U024BE7LH","U012EA2U1"],"presence":"away"}""",
                    new Frame.PresenceChange(List.of(new UserId("U024BE7LH"), new UserId("U012EA2U1")), Presence.AWAY)
                },
                new Object[] {"""
                        {"type":"manual_presence_change","presence":"away"}""", new Frame.ManualPresenceChange(Presence.AWAY)},
                new Object[] {"""
                        {"type":"member_joined_channel","user":"W06GH7XHN","channel":"C0698JE0H"}""", new Frame.MemberJoined(new ChannelId("C0698JE0H"), new UserId("W06GH7XHN"))},
                new Object[] {"""
                        {"type":"member_left_channel","user":"W06GH7XHN","channel":"C0698JE0H"}""", new Frame.MemberLeft(new ChannelId("C0698JE0H"), new UserId("W06GH7XHN"))},
                new Object[] {"""
                        {"type":"channel_left","channel":"C024BE91L"}""", new Frame.ChannelLeft(GENERAL)},
                new Object[] {"{\"type\":\"team_migration_started\"}", new Frame.TeamMigrationStarted()},
                new Object[] {"{\"type\":\"goodbye\"}", new Frame.Goodbye()});
    }

    @Test
    void whatIsNotKnownDoesNotDisturb() {
        assertThat(
                        CODEC.read(
                                "{\"id\": 4, \"type\": \"typing\", \"channel\": \"C024BE91L\", \"thread_ts\": null, \"x\": [1]}"))
                .isEqualTo(new Frame.Typing(4, GENERAL));
    }

    @Test
    void aPongEchoesWhatIsFlatInAPingAndNothingElse() {
        var ping = CODEC.read("""
                {"id":7,"type":"ping","time":1403299273342,"a":"\\u0041\\"","t":true,"f":1.5,"no":null,"o":{"x":1},"l":[1],"big":1e999,"reply_to":9}""");

        assertThat(CODEC.write(Frame.Pong.to((Frame.Ping) ping))).isEqualTo("""
                        {"type":"pong","reply_to":7,"time":1403299273342,"a":"A\\"","t":true,"f":1.5}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    not JSON                                                     |    | BAD_FRAME
                    {"id":1,"type":"message"                                     |    | BAD_FRAME
                    []                                                           |    | BAD_FRAME
                    "hello"                                                      |    | BAD_FRAME
                    {}                                                           |    | BAD_FRAME
                    {"id":7}                                                     | 7  | BAD_FRAME
                    {"id":7,"type":5}                                            | 7  | BAD_FRAME
                    {"id":7,"type":"dance"}                                      | 7  | BAD_FRAME
                    {"id":7,"type":"message","channel":"C1"}                     | 7  | NO_TEXT
                    {"id":7,"type":"message","text":"no channel"}                | 7  | BAD_FRAME
                    {"id":7,"type":"message","channel":"","text":"no channel"}   | 7  | BAD_FRAME
                    {"id":7,"type":"message","channel":["C1"],"text":"x"}        | 7  | BAD_FRAME
                    {"id":7,"type":"message","channel":"C1","text":5}            | 7  | BAD_FRAME
                    {"id":7,"type":"message","channel":"C1","text":"\\u0000"}    | 7  | BAD_FRAME
                    {"id":7,"type":"message","channel":"C1","text":"\\ud800 x"}  | 7  | BAD_FRAME
                    {"id":"x","type":"ping"}                                     |    | BAD_FRAME
                    {"id":1.5,"type":"ping"}                                     |    | BAD_FRAME
                    {"id":99999999999999999999,"type":"ping"}                    |    | BAD_FRAME
                    {"type":"ping"}                                              |    | BAD_FRAME
                    {"type":"message","channel":"C1","text":"neither id nor ts"} |    | BAD_FRAME
                    {"id":7,"type":"presence_sub"}                               | 7  | BAD_FRAME
                    {"id":7,"type":"presence_sub","ids":"U1"}                    | 7  | BAD_FRAME
                    {"id":7,"type":"presence_query","ids":[""]}                  | 7  | BAD_FRAME
                    {"type":"presence_change","users":[],"presence":"away"}      |    | BAD_FRAME
                    {"type":"presence_change","user":"U1","presence":"asleep"}   |    | BAD_FRAME
                    {"type":"reconnect_url","url":"no ticket"}                   |    | BAD_FRAME
                    {"id":7,"type":"subscribe","channel":"C1","after":"now"}     | 7  | BAD_FRAME
                    {"ok":true,"reply_to":1,"ts":1355517523.000005,"text":"x"}   |    | BAD_FRAME
                    """)
    void whatIsNoFrameIsRefusedWithItsId(String text, Long id, RtmError error) {
        var malformed = catchThrowableOfType(MalformedFrame.class, () -> CODEC.read(text));

        assertThat(malformed.refusal()).isEqualTo(new Frame.Refusal(id, error));
        assertThat(malformed).hasMessageNotContaining("\n");
    }
}
