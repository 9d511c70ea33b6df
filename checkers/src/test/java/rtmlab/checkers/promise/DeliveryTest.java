package rtmlab.checkers.promise;

import static rtmlab.checkers.promise.Verdicts.assertBroken;
import static rtmlab.checkers.promise.Verdicts.assertKept;
import static rtmlab.checkers.promise.Verdicts.assertUndecided;

import org.junit.jupiter.api.Test;

class DeliveryTest {
    private final Promise promise = new Delivery();

    @Test
    void everyAcknowledgedMessageOnEveryScreenKeepsIt() {
        assertKept(
                        promise,
                        Recording.of("alice", "bob", "carol")
                                .delivers("alice", "m1", "m2")
                                .quiet())
                .isEqualTo("2 acknowledged messages, 6 deliveries to members that stay");
    }

    @Test
    void aMemberThatStayedWithoutSeeingTheMessageIsNamed() {
        assertBroken(
                        promise,
                        Recording.of("alice", "bob", "carol")
                                .sends("alice", "m1")
                                .acks("m1")
                                .sees("alice", "m1")
                                .sees("bob", "m1")
                                .quiet())
                .isEqualTo("alice was told that \"hello 1\" was sent to #general (id m1, ts 1700000000.000001), "
                        + "but carol, who stayed, never saw it");
    }

    @Test
    void theSenderIsAMemberLikeAnyOther() {
        assertBroken(
                        promise,
                        Recording.of("alice", "bob")
                                .sends("alice", "m1")
                                .acks("m1")
                                .sees("bob", "m1")
                                .quiet())
                .contains("even its sender never saw it");
    }

    @Test
    void catchUpCountsAsDelivery() {
        assertKept(
                promise,
                Recording.of("alice", "bob")
                        .disconnects("bob")
                        .sends("alice", "m1")
                        .acks("m1")
                        .sees("alice", "m1")
                        .connects("bob")
                        .catchesUp("bob", "m1")
                        .quiet());
    }

    @Test
    void aMemberThatCameBackMustCatchUp() {
        assertBroken(
                promise,
                Recording.of("alice", "bob")
                        .disconnects("bob")
                        .sends("alice", "m1")
                        .acks("m1")
                        .sees("alice", "m1")
                        .connects("bob")
                        .quiet());
    }

    @Test
    void nothingIsOwedToThoseWhoLeftOrLostTheirConnection() {
        assertKept(
                promise,
                Recording.of("alice", "bob", "carol")
                        .leaves("bob")
                        .disconnects("carol")
                        .sends("alice", "m1")
                        .acks("m1")
                        .sees("alice", "m1")
                        .quiet());
    }

    @Test
    void nothingIsOwedToThoseWhoJoinedWhileTheMessageWasUnderWay() {
        assertKept(
                promise,
                Recording.of("alice")
                        .sends("alice", "m1")
                        .joins("bob")
                        .acks("m1")
                        .sees("alice", "m1")
                        .quiet());
    }

    @Test
    void whoeverLeftAndJoinedAgainIsOwedWhatCameAfter() {
        var recording = Recording.of("alice", "bob")
                .leaves("bob")
                .sends("alice", "m1")
                .acks("m1")
                .sees("alice", "m1")
                .joins("bob")
                .sends("alice", "m2")
                .acks("m2")
                .sees("alice", "m2");
        assertBroken(promise, recording.quiet()).contains("hello 2");
        assertKept(promise, recording.sees("bob", "m2").quiet());
    }

    @Test
    void whatHappensAfterTheRestDoesNotExcuse() {
        assertBroken(
                promise,
                Recording.of("alice", "bob")
                        .sends("alice", "m1")
                        .acks("m1")
                        .sees("alice", "m1")
                        .quiet()
                        .leaves("bob")
                        .disconnects("bob"));
    }

    @Test
    void aMessageShownInAnotherChannelWasNotDelivered() {
        assertBroken(
                promise,
                Recording.of("alice")
                        .sends("alice", "m1")
                        .acks("m1")
                        .in("random", "alice")
                        .sees("alice", "m1")
                        .quiet());
    }

    @Test
    void aRunWithNobodyToDeliverToIsUndecided() {
        assertUndecided(promise, Recording.of().sends("alice", "m1").acks("m1").quiet())
                .isEqualTo("no acknowledged message had a member that stayed to see it");
    }

    @Test
    void aRunWithoutAnAcknowledgementIsUndecided() {
        assertUndecided(
                promise,
                Recording.of("alice").sends("alice", "m1").sees("alice", "m1").quiet());
    }

    @Test
    void aRunThatNeverCameToRestIsUndecided() {
        assertUndecided(
                promise, Recording.of("alice", "bob").sends("alice", "m1").acks("m1"));
    }

    @Test
    void faultsThatHitNothingLeaveItUndecided() {
        assertUndecided(
                promise,
                Recording.of("alice").delivers("alice", "m1").missedFault().quiet());
        assertKept(
                promise,
                Recording.of("alice")
                        .delivers("alice", "m1")
                        .missedFault()
                        .crash()
                        .quiet());
    }
}
