package rtmlab.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi.History;
import rtmlab.protocol.api.WebApi.Messages;

class MissedMessagesTest {

    private static final ChannelId GENERAL = new ChannelId("C1");
    private static final ChannelId RANDOM = new ChannelId("C2");

    private final MissedMessages missed = new MissedMessages(3);

    @Test
    void whatCameAfterAPlaceIsAnsweredNewestFirst() {
        missed.add(message(GENERAL, 1));
        missed.add(message(RANDOM, 2));
        missed.add(message(GENERAL, 3));

        assertThat(missed.answer(after(GENERAL, 0, 10)))
                .hasValue(new Messages(List.of(message(GENERAL, 3), message(GENERAL, 1)), false));
        assertThat(missed.answer(after(GENERAL, 1, 10))).hasValue(new Messages(List.of(message(GENERAL, 3)), false));
        assertThat(missed.answer(after(GENERAL, 3, 10))).hasValue(new Messages(List.of(), false));
    }

    @Test
    void aLimitLeavesTheOldestOut() {
        missed.add(message(GENERAL, 1));
        missed.add(message(GENERAL, 2));

        assertThat(missed.answer(after(GENERAL, 0, 1))).hasValue(new Messages(List.of(message(GENERAL, 2)), true));
    }

    @Test
    void whereSomethingWasForgottenThereIsNoAnswer() {
        for (var place = 1; place <= 4; place++) {
            missed.add(message(GENERAL, place));
        }

        assertThat(missed.answer(after(GENERAL, 0, 10))).isEmpty();
        assertThat(missed.answer(after(GENERAL, 1, 10)))
                .hasValueSatisfying(answer -> assertThat(answer.messages()).hasSize(3));
        assertThat(missed.answer(after(RANDOM, 0, 10))).hasValue(new Messages(List.of(), false));
    }

    private static History after(ChannelId channel, int place, int limit) {
        return new History(new Token("t"), channel, ts(place), Ts.AFTER_ALL, limit);
    }

    private static Message message(ChannelId channel, int place) {
        return new Post(channel, new UserId("U1"), "text", new ClientMessageId("m" + place)).at(ts(place));
    }

    private static Ts ts(int place) {
        return new Ts(1_700_000_000_000_000L + place);
    }
}
