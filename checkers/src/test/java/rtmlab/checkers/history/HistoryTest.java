package rtmlab.checkers.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Connected;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.Event.StoreRead;
import rtmlab.checkers.history.Event.Submitted;

class HistoryTest {
    private static final Submitted REQUEST = new Submitted(1, "alice", "general", "m1", "hello", 1);

    @Test
    void anAnswerMustBelongToARequest() {
        assertImpossible(
                "event 1: alice got an answer for m1, which nobody had asked to be sent",
                new Acknowledged(1, "alice", "general", "m1", "1.1"));
        assertImpossible(
                "event 2: bob got an answer for m1, which alice had asked to be sent",
                REQUEST,
                new Acknowledged(2, "bob", "general", "m1", "1.1"));
        assertImpossible(
                "event 2: the answer for m1 names #random, the request #general",
                REQUEST,
                new Acknowledged(2, "alice", "random", "m1", "1.1"));
    }

    @Test
    void oneIdIsOneMessage() {
        assertImpossible(
                "event 2: two messages have the id m1: \"hello\" from alice in #general and \"goodbye\" from alice in #general",
                REQUEST,
                new Submitted(2, "alice", "general", "m1", "goodbye", 2));
    }

    @Test
    void aStoreIsReadOnce() {
        assertImpossible(
                "event 2: the store's #general is read a second time",
                new StoreRead(1, "general", 0),
                new StoreRead(2, "general", 0));
    }

    @Test
    void anEventChecksItself() {
        assertThatThrownBy(() -> new Submitted(1, "alice", "general", "m1", "hello", 0))
                .hasMessage("attempts are counted from 1, not from 0");
        assertThatThrownBy(() -> new Connected(1, " ")).hasMessage("the member is empty");
        assertThatThrownBy(() -> new Connected(-1, "alice")).hasMessage("an event cannot happen at -1 microseconds");
        assertThatThrownBy(() -> new StoreRead(1, "general", -2)).hasMessage("a store holds no -2 rows");
    }

    @Test
    void everyEventTellsItselfInASentence() {
        assertThat(Samples.oneOfEverything().events().stream().map(Event::sentence))
                .contains(
                        "alice sends \"hello\" to #general, id m1 (attempt 2)",
                        "alice is told that m1 was sent to #general, ts 1.1",
                        "alice is told that m2 was not sent to #general: rate_limited",
                        "alice sees by catch-up \"again\" from alice in #general, id m2, ts 1.3",
                        "web-app-1 crashed after: log append #1",
                        "worker-1 was killed (it hit nothing)",
                        "the store was read: it holds 1 message of #general");
    }

    @Test
    void aFaultNamesItsNodeOnce() {
        assertThat(new Fault(1, Fault.Kind.LOST_REPLY, "client-1", "http POST web-app-1 #2", true).sentence())
                .isEqualTo("client-1 never got the reply of: http POST web-app-1 #2");
    }

    private static void assertImpossible(String complaint, Event... events) {
        assertThatThrownBy(() -> new History(List.of(events)))
                .isInstanceOf(MalformedHistory.class)
                .hasMessage(complaint);
    }
}
