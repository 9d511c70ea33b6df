package rtmlab.checkers.promise;

import static rtmlab.checkers.promise.Verdicts.assertBroken;
import static rtmlab.checkers.promise.Verdicts.assertKept;
import static rtmlab.checkers.promise.Verdicts.assertUndecided;

import org.junit.jupiter.api.Test;

class SenderOrderTest {
    private final Promise promise = new SenderOrder();

    private static Recording twoInTurn() {
        return Recording.of("alice", "bob")
                .sends("alice", "m1")
                .acks("m1")
                .sends("alice", "m2")
                .acks("m2");
    }

    private static Recording twoAtOnce() {
        return Recording.of("alice", "bob")
                .sends("alice", "m1")
                .sends("alice", "m2")
                .acks("m1")
                .acks("m2");
    }

    @Test
    void theOrderOfSendingOnEveryScreenKeepsIt() {
        assertKept(promise, twoInTurn().allSee("m1", "m2").quiet())
                .isEqualTo("2 sightings after an earlier message of the same sender");
    }

    @Test
    void aScreenThatTurnsTheOrderAroundIsNamed() {
        assertBroken(
                        promise,
                        twoInTurn()
                                .sees("alice", "m1", "m2")
                                .sees("bob", "m2", "m1")
                                .quiet())
                .isEqualTo("alice sent \"hello 2\" (m2) to #general after being told that \"hello 1\" (m1) was sent, "
                        + "but bob saw \"hello 2\" (m2) first");
    }

    @Test
    void allAgreeingOnTheWrongOrderIsBrokenToo() {
        assertBroken(promise, twoInTurn().allSee("m2", "m1").quiet());
    }

    @Test
    void theStoreHasToKeepItToo() {
        assertBroken(promise, twoInTurn().quiet().stores("m2", "m1"))
                .endsWith("but the store holds \"hello 2\" (m2) first");
    }

    @Test
    void aWrongOrderIsFoundBehindOtherMessages() {
        assertBroken(
                promise,
                twoInTurn()
                        .delivers("alice", "m3")
                        .sends("bob", "m4")
                        .acks("m4")
                        .sees("bob", "m2", "m4", "m1")
                        .quiet());
    }

    @Test
    void messagesUnderWayAtTheSameTimeHaveNoOrder() {
        assertKept(
                promise,
                twoAtOnce().sees("bob", "m2", "m1").delivers("alice", "m3").quiet());
    }

    @Test
    void messagesThatWereNotAcknowledgedHaveNoOrder() {
        assertKept(
                promise,
                Recording.of("alice", "bob")
                        .delivers("alice", "m8", "m9")
                        .sends("alice", "m1")
                        .losesTrackOf("m1")
                        .sends("alice", "m2")
                        .acks("m2")
                        .allSee("m2", "m1")
                        .quiet());
    }

    @Test
    void differentSendersHaveNoOrder() {
        assertUndecided(
                        promise,
                        Recording.of("alice", "bob")
                                .sends("alice", "m1")
                                .acks("m1")
                                .sends("bob", "m2")
                                .acks("m2")
                                .allSee("m2", "m1")
                                .quiet())
                .isEqualTo("nobody sent a message after an earlier one had been acknowledged");
    }

    @Test
    void aLoneMessageOfASenderIsUndecided() {
        assertUndecided(
                promise, Recording.of("alice", "bob").delivers("alice", "m1").quiet());
        assertUndecided(promise, twoAtOnce().allSee("m1", "m2").quiet());
    }

    @Test
    void twoMessagesThatNobodySawTogetherAreUndecided() {
        assertUndecided(
                        promise,
                        twoInTurn().sees("alice", "m1").sees("bob", "m2").quiet())
                .isEqualTo("nobody saw two messages that one sender had sent one after the other");
    }

    @Test
    void aRunThatNeverCameToRestIsUndecided() {
        assertUndecided(promise, twoInTurn().allSee("m1", "m2"));
    }

    @Test
    void faultsThatHitNothingLeaveItUndecided() {
        assertUndecided(promise, twoInTurn().allSee("m1", "m2").missedFault().quiet());
    }
}
