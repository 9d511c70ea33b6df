package rtmlab.checkers.promise;

import static rtmlab.checkers.promise.Recording.text;
import static rtmlab.checkers.promise.Recording.ts;
import static rtmlab.checkers.promise.Verdicts.assertBroken;
import static rtmlab.checkers.promise.Verdicts.assertKept;
import static rtmlab.checkers.promise.Verdicts.assertUndecided;

import org.junit.jupiter.api.Test;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Via;

class IntegrityTest {
    private final Promise promise = new Integrity();

    @Test
    void messagesShownAsSentKeepIt() {
        assertKept(
                        promise,
                        Recording.of("alice", "bob")
                                .delivers("alice", "m1", "m2")
                                .quiet()
                                .stores("m1", "m2"))
                .isEqualTo("4 sightings and 2 rows as sent");
    }

    @Test
    void aMessageThatNobodySentIsBroken() {
        assertBroken(
                        promise,
                        Recording.of("alice", "bob")
                                .delivers("alice", "m1")
                                .sees("bob", "m9")
                                .quiet())
                .isEqualTo("bob saw \"hello 9\" from nobody in #general (id m9), which nobody had asked to be sent");
    }

    @Test
    void aMessageSeenBeforeItWasSentIsBroken() {
        assertBroken(
                        promise,
                        Recording.of("alice", "bob")
                                .sees("bob", "m1")
                                .sends("nobody", "m1")
                                .acks("m1")
                                .quiet())
                .endsWith(", before nobody had asked for it to be sent");
    }

    @Test
    void aMessageWhoseSenderWasToldThatItWasNotSentIsBroken() {
        assertBroken(
                        promise,
                        Recording.of("alice", "bob")
                                .sends("alice", "m1")
                                .refuses("m1")
                                .sees("bob", "m1")
                                .quiet())
                .endsWith(", though alice was told that it was not sent");
    }

    @Test
    void aMessageOfWhichOneAttemptMayHaveWorkedWasSent() {
        assertKept(
                promise,
                Recording.of("alice", "bob")
                        .sends("alice", "m1")
                        .retries("m1")
                        .refuses("m1")
                        .allSee("m1")
                        .quiet());
        assertKept(
                promise,
                Recording.of("alice", "bob")
                        .sends("alice", "m1")
                        .refuses("m1")
                        .retries("m1")
                        .losesTrackOf("m1")
                        .allSee("m1")
                        .quiet());
    }

    @Test
    void changedTextIsBroken() {
        assertBroken(
                        promise,
                        Recording.of("alice", "bob")
                                .sends("alice", "m1")
                                .saw(new Saw(0, "bob", "general", "m1", ts("m1"), "alice", "hallo", Via.LIVE)))
                .isEqualTo("bob saw \"hallo\" from alice in #general (id m1), but alice had sent \"hello 1\"");
    }

    @Test
    void aChangedSenderIsBroken() {
        assertBroken(
                        promise,
                        Recording.of("alice", "bob")
                                .sends("alice", "m1")
                                .saw(new Saw(0, "bob", "general", "m1", ts("m1"), "mallory", text("m1"), Via.LIVE)))
                .endsWith("from mallory in #general (id m1), but it was sent by alice");
    }

    @Test
    void anotherChannelIsBroken() {
        assertBroken(
                        promise,
                        Recording.of("alice", "bob")
                                .sends("alice", "m1")
                                .in("random", "bob")
                                .sees("bob", "m1"))
                .endsWith("in #random (id m1), but it was sent to #general");
    }

    @Test
    void whoeverIsNoMemberYetOrNoLongerMustNotSeeIt() {
        assertBroken(promise, Recording.of("alice").sends("alice", "m1").sees("eve", "m1"))
                .endsWith(", without being a member");
        assertBroken(
                        promise,
                        Recording.of("alice")
                                .sends("alice", "m1")
                                .sees("eve", "m1")
                                .joins("eve"))
                .endsWith(", without being a member");
        assertBroken(
                        promise,
                        Recording.of("alice", "bob")
                                .sends("alice", "m1")
                                .leaves("bob")
                                .sees("bob", "m1"))
                .endsWith(", though no longer a member");
    }

    @Test
    void anEarlierMessageMayBeShownToWhoeverJoinsLater() {
        assertKept(
                promise,
                Recording.of("alice")
                        .delivers("alice", "m1")
                        .joins("bob")
                        .catchesUp("bob", "m1")
                        .quiet());
    }

    @Test
    void twiceOnOneScreenIsBroken() {
        assertBroken(
                        promise,
                        Recording.of("alice", "bob")
                                .delivers("alice", "m1")
                                .catchesUp("bob", "m1")
                                .quiet())
                .isEqualTo("bob saw \"hello 1\" from alice in #general (id m1) twice");
    }

    @Test
    void theEarliestViolationIsTheWitness() {
        assertBroken(
                        promise,
                        Recording.of("alice", "bob")
                                .sends("alice", "m1")
                                .sees("alice", "m1")
                                .sees("bob", "m8")
                                .sees("alice", "m9"))
                .contains("m8");
    }

    @Test
    void theStoreIsHeldToTheSame() {
        assertBroken(
                        promise,
                        Recording.of("alice").delivers("alice", "m1").quiet().stores("m1", "m9"))
                .startsWith("the store holds \"hello 9\"");
        assertBroken(
                promise,
                Recording.of("alice")
                        .delivers("alice", "m1")
                        .quiet()
                        .stored("m1", ts("m1"), "x")
                        .storeRead(1));
        assertBroken(
                promise,
                Recording.of("alice")
                        .delivers("alice", "m1")
                        .quiet()
                        .in("random")
                        .stores("m1"));
        assertKept(
                promise, Recording.of("alice").delivers("alice", "m1").quiet().stores("m1", "m1"));
    }

    @Test
    void aRunInWhichNobodySawAnythingIsUndecided() {
        assertUndecided(
                promise,
                Recording.of("alice").sends("alice", "m1").acks("m1").quiet().stores("m1"));
    }

    @Test
    void aRunThatNeverCameToRestIsUndecided() {
        assertUndecided(promise, Recording.of("alice").delivers("alice", "m1")).isEqualTo("the run never came to rest");
    }

    @Test
    void faultsThatHitNothingLeaveItUndecided() {
        assertUndecided(
                promise,
                Recording.of("alice").delivers("alice", "m1").missedFault().quiet());
    }
}
