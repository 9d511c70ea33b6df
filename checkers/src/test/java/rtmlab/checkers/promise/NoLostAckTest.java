package rtmlab.checkers.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static rtmlab.checkers.promise.Verdicts.assertBroken;
import static rtmlab.checkers.promise.Verdicts.assertKept;
import static rtmlab.checkers.promise.Verdicts.assertUndecided;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.History;

class NoLostAckTest {
    private final Promise promise = new NoLostAck();

    @Test
    void everyAcknowledgedMessageInTheStoreKeepsIt() {
        assertKept(
                        promise,
                        Recording.of("alice")
                                .delivers("alice", "m1", "m2")
                                .quiet()
                                .stores("m1", "m2"))
                .isEqualTo("2 acknowledged messages, all in the store");
    }

    @Test
    void anAcknowledgedMessageMissingFromTheStoreIsNamedWithTheCrashThatLostIt() {
        assertBroken(
                        promise,
                        Recording.of("alice", "bob")
                                .delivers("alice", "m1", "m2")
                                .sends("alice", "m3")
                                .acks("m3")
                                .crash()
                                .quiet()
                                .stores("m1", "m2"))
                .isEqualTo("alice was told that \"hello 3\" was sent to #general (id m3, ts 1700000000.000003), but it "
                        + "is not in the store; channel-server-1 crashed before: "
                        + "http POST web-app-1 /internal/messages #1");
    }

    @Test
    void aCrashIsBlamedRatherThanAnotherFault() {
        var recording = Recording.of("alice").sends("alice", "m1").acks("m1");
        var history = new ArrayList<>(recording.events());
        history.add(fault(Fault.Kind.PAUSE, "gateway-server-1"));
        history.add(fault(Fault.Kind.KILL, "channel-server-1"));
        history.addAll(Recording.of().quiet().stores().events());
        assertThat(promise.check(new History(history)).explanation()).endsWith("; channel-server-1 was killed");
    }

    @Test
    void anEmptyStoreThatWasReadHasLostTheMessage() {
        assertBroken(
                        promise,
                        Recording.of("alice").delivers("alice", "m1").quiet().stores())
                .isEqualTo("alice was told that \"hello 1\" was sent to #general (id m1, ts 1700000000.000001), but it "
                        + "is not in the store");
    }

    @Test
    void aRowInAnotherChannelDoesNotCount() {
        assertBroken(
                promise,
                Recording.of("alice")
                        .delivers("alice", "m1")
                        .quiet()
                        .stores()
                        .in("random")
                        .stores("m1"));
    }

    @Test
    void aMessageThatWasNotAcknowledgedMayBeGone() {
        assertKept(
                promise,
                Recording.of("alice")
                        .delivers("alice", "m1")
                        .sends("alice", "m2")
                        .losesTrackOf("m2")
                        .sends("alice", "m3")
                        .refuses("m3")
                        .quiet()
                        .stores("m1"));
    }

    @Test
    void anAlteredRowIsNotLost() {
        assertKept(
                promise,
                Recording.of("alice")
                        .delivers("alice", "m1")
                        .quiet()
                        .stored("m1", "1700000000.000009", "altered")
                        .storeRead(1));
    }

    @Test
    void aRunWithoutAnAcknowledgementIsUndecided() {
        assertUndecided(
                        promise,
                        Recording.of("alice")
                                .sends("alice", "m1")
                                .losesTrackOf("m1")
                                .quiet()
                                .stores())
                .isEqualTo("no message was acknowledged");
        assertUndecided(promise, Recording.of("alice").quiet().stores());
    }

    @Test
    void aStoreThatNobodyReadIsUndecided() {
        assertUndecided(promise, Recording.of("alice").delivers("alice", "m1").quiet())
                .isEqualTo("the store was not read for #general");
    }

    @Test
    void aStoreReadBeforeTheRestIsUndecided() {
        assertUndecided(
                        promise,
                        Recording.of("alice").delivers("alice", "m1").stores().quiet())
                .isEqualTo("the store was read for #general before the system had come to rest");
    }

    @Test
    void aStoreReadInPartIsUndecided() {
        assertUndecided(
                        promise,
                        Recording.of("alice").delivers("alice", "m1").quiet().storeRead(7))
                .isEqualTo("the store holds 7 messages of #general, but the history shows 0");
    }

    @Test
    void aRunThatNeverCameToRestIsUndecided() {
        assertUndecided(promise, Recording.of("alice").delivers("alice", "m1").stores())
                .startsWith("the run never came to rest");
        assertUndecided(
                promise,
                Recording.of("alice")
                        .delivers("alice", "m1")
                        .quiet()
                        .sends("alice", "m2")
                        .stores("m1"));
    }

    @Test
    void faultsThatHitNothingLeaveItUndecided() {
        assertUndecided(
                        promise,
                        Recording.of("alice")
                                .delivers("alice", "m1")
                                .missedFault()
                                .quiet()
                                .stores("m1"))
                .isEqualTo("none of the faults that were planned (1) hit anything");
    }

    @Test
    void aLossIsALossAlsoWhereFaultsHitNothing() {
        assertBroken(
                promise,
                Recording.of("alice")
                        .delivers("alice", "m1")
                        .missedFault()
                        .quiet()
                        .stores());
    }

    @Test
    void aLossInOneChannelCountsThoughAnotherWasNotRead() {
        assertBroken(
                promise,
                Recording.of("alice")
                        .in("random", "alice")
                        .delivers("alice", "m1")
                        .in("general")
                        .delivers("alice", "m2")
                        .quiet()
                        .stores());
    }

    private static Event fault(Fault.Kind kind, String node) {
        return new Fault(1, kind, node, "", true);
    }
}
