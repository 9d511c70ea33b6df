package rtmlab.backends.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.RtmError;

class FrameCodecTest {

    private static final ChannelId GENERAL = new ChannelId("C024BE91L");
    private static final Ts TS = Ts.parse("1355517523.000005");

    static Stream<Frame> frames() {
        var post = new Post(GENERAL, new UserId("U2147483697"), "a <b> & \"c\" 👋🏽\n", new ClientMessageId("id-1"));
        return Stream.of(
                new Frame.Send(1, GENERAL, "Hello world", null),
                new Frame.Send(Long.MAX_VALUE, GENERAL, "", new ClientMessageId("id-1")),
                new Frame.Typing(2, GENERAL),
                new Frame.Ping(3),
                new Frame.Hello(),
                new Frame.Reply(1, TS, "Hello world"),
                new Frame.Refusal(1L, RtmError.NO_TEXT),
                new Frame.Refusal(null, RtmError.URL_EXPIRED),
                new Frame.Pong(3),
                new Frame.Broadcast(post.at(TS)),
                new Frame.UserTyping(GENERAL, new UserId("U2147483697")),
                new Frame.Goodbye(),
                new Frame.Subscribe(GENERAL, null),
                new Frame.Subscribe(GENERAL, TS),
                new Frame.Subscribed(GENERAL, TS));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void aFrameIsReadAsItWasWritten(Frame frame) {
        assertThat(FrameCodec.read(FrameCodec.write(frame))).isEqualTo(frame);
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
        assertThat(FrameCodec.read(sample)).isEqualTo(frame);
        assertThat(FrameCodec.write(frame)).isEqualTo(sample);
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
                new Object[] {"{\"type\":\"goodbye\"}", new Frame.Goodbye()});
    }

    @Test
    void whatSlackAddsToASampleDoesNotDisturb() {
        assertThat(FrameCodec.read("{\"id\": 4, \"type\": \"ping\", \"time\": 1403299273342}"))
                .isEqualTo(new Frame.Ping(4));
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
                    {"id":7,"type":"subscribe","channel":"C1","after":"now"}     | 7  | BAD_FRAME
                    {"ok":true,"reply_to":1,"ts":1355517523.000005,"text":"x"}   |    | BAD_FRAME
                    """)
    void whatIsNoFrameIsRefusedWithItsId(String text, Long id, RtmError error) {
        var malformed = catchThrowableOfType(MalformedFrame.class, () -> FrameCodec.read(text));

        assertThat(malformed.refusal()).isEqualTo(new Frame.Refusal(id, error));
        assertThat(malformed).hasMessageNotContaining("\n");
    }
}
