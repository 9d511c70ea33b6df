package rtmlab.updated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;

class RecentTest {

    private static final ChannelId GENERAL = new ChannelId("C1");
    private static final ChannelId RANDOM = new ChannelId("C2");

    @Test
    void aChannelsMessagesAfterOneAreGivenOldestFirst() {
        var recent = withMessages(new Recent(100), 0, 10);

        assertThat(recent.after(GENERAL, Ts.ofLogOffset(4))).hasValue(List.of(message(6), message(8)));
        assertThat(recent.last()).isEqualTo(Ts.ofLogOffset(9));
    }

    @Test
    void whatIsNoLongerThereIsNotPassedOverInSilence() {
        var recent = withMessages(new Recent(4), 0, 10);

        assertThat(recent.after(GENERAL, Ts.ofLogOffset(5))).hasValue(List.of(message(6), message(8)));
        assertThat(recent.after(GENERAL, Ts.ofLogOffset(4))).isEmpty();
    }

    @Test
    void whatCameBeforeItBeganIsNotThere() {
        var recent = new Recent(100);
        recent.startAt(Ts.ofLogOffset(50));

        assertThat(recent.after(GENERAL, Ts.ofLogOffset(49))).hasValue(List.of());
        assertThat(recent.after(GENERAL, Ts.ofLogOffset(48))).isEmpty();
    }

    @Test
    void aRepeatIsKnownAsLongAsTheWindowReaches() {
        var places = new Places(3);

        assertThat(places.isFirst(record(0, "a"))).isTrue();
        assertThat(places.isFirst(record(1, "a"))).isFalse();
        assertThat(places.placeOf(record(1, "a"))).isEqualTo(Ts.ofLogOffset(0));
        assertThat(places.isFirst(record(2, "b"))).isTrue();
        assertThat(places.isFirst(record(3, "c"))).isTrue();
        assertThat(places.isFirst(record(4, "d"))).isTrue();
        assertThat(places.isFirst(record(5, "a"))).as("more than three later").isTrue();
    }

    private static Recent withMessages(Recent recent, long from, long to) {
        LongStream.range(from, to).forEach(offset -> recent.add(message(offset)));
        return recent;
    }

    /** Those with even offsets are in #general. */
    private static Message message(long offset) {
        return new Post(offset % 2 == 0 ? GENERAL : RANDOM, new UserId("U1"), "text", new ClientMessageId("m" + offset))
                .at(Ts.ofLogOffset(offset));
    }

    private static LogRecord record(long offset, String id) {
        return new LogRecord(0, offset, new Post(GENERAL, new UserId("U1"), "text", new ClientMessageId(id)));
    }
}
