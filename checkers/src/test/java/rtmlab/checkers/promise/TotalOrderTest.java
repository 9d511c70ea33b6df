package rtmlab.checkers.promise;

import static rtmlab.checkers.promise.Verdicts.assertBroken;
import static rtmlab.checkers.promise.Verdicts.assertKept;
import static rtmlab.checkers.promise.Verdicts.assertUndecided;

import org.junit.jupiter.api.Test;

class TotalOrderTest {
    private final Promise promise = new TotalOrder();

    private static Recording sent(String... ids) {
        var recording = Recording.of("alice", "bob", "carol");
        for (var id : ids) {
            recording.sends("alice", id);
        }
        return recording;
    }

    @Test
    void oneOrderForAllKeepsIt() {
        assertKept(
                        promise,
                        sent("m1", "m2", "m3")
                                .sees("alice", "m2", "m1", "m3")
                                .sees("bob", "m2", "m1", "m3")
                                .quiet())
                .isEqualTo("3 messages in one order");
    }

    @Test
    void gapsAreNoDisorder() {
        assertKept(
                promise,
                sent("m1", "m2", "m3")
                        .sees("alice", "m1", "m2")
                        .sees("bob", "m1", "m3")
                        .sees("carol", "m1", "m2", "m3")
                        .quiet());
    }

    @Test
    void twoMembersWhoDisagreeAreNamed() {
        assertBroken(
                        promise,
                        sent("m5", "m6", "m7")
                                .sees("bob", "m7", "m6", "m5")
                                .sees("carol", "m6", "m5", "m7")
                                .quiet())
                .isEqualTo("in #general bob saw \"hello 7\" (m7) before \"hello 6\" (m6), "
                        + "but carol saw \"hello 6\" (m6) before \"hello 7\" (m7)");
    }

    @Test
    void theStoreHasAnOrderToo() {
        assertBroken(promise, sent("m1", "m2").sees("bob", "m1", "m2").quiet().stores("m2", "m1"))
                .isEqualTo("in #general bob saw \"hello 1\" (m1) before \"hello 2\" (m2), "
                        + "but the store holds \"hello 2\" (m2) before \"hello 1\" (m1)");
        assertKept(promise, sent("m1", "m2").sees("bob", "m2", "m1").quiet().stores("m2", "m1"))
                .isEqualTo("2 messages in one order, also in the store");
    }

    @Test
    void threeMembersMayDisagreeThoughNoTwoDo() {
        assertBroken(
                        promise,
                        sent("m1", "m2", "m3")
                                .sees("alice", "m1", "m2")
                                .sees("bob", "m2", "m3")
                                .sees("carol", "m3", "m1")
                                .quiet())
                .isEqualTo("in #general alice saw \"hello 1\" (m1) before \"hello 2\" (m2), "
                        + "bob saw \"hello 2\" (m2) before \"hello 3\" (m3), "
                        + "but carol saw \"hello 3\" (m3) before \"hello 1\" (m1)");
    }

    @Test
    void aMessageShownTwiceCountsWhereItWasShownFirst() {
        assertKept(
                promise,
                sent("m1", "m2")
                        .sees("alice", "m1", "m2", "m1")
                        .sees("bob", "m1", "m2")
                        .quiet());
    }

    @Test
    void nothingIsPromisedAcrossChannels() {
        assertKept(
                promise,
                sent("m1", "m2")
                        .sees("alice", "m1", "m2")
                        .in("random", "alice", "bob")
                        .sends("alice", "m3")
                        .sends("alice", "m4")
                        .sees("alice", "m3", "m4")
                        .in("general")
                        .in("random")
                        .sees("bob", "m3", "m4")
                        .in("general")
                        .sees("bob", "m1", "m2")
                        .quiet());
    }

    @Test
    void screensThatDoNotOverlapLeaveItUndecided() {
        assertUndecided(
                        promise,
                        sent("m1", "m2")
                                .sees("alice", "m1", "m2")
                                .sees("bob", "m2")
                                .quiet())
                .isEqualTo("no two messages were seen by two members, so no order could be compared");
        assertUndecided(
                promise, sent("m1").sees("alice", "m1").sees("bob", "m1").quiet());
    }

    @Test
    void aRunThatNeverCameToRestIsUndecided() {
        assertUndecided(promise, sent("m1", "m2").sees("alice", "m1", "m2").sees("bob", "m1", "m2"));
    }

    @Test
    void faultsThatHitNothingLeaveItUndecidedUnlessTheOrderIsBroken() {
        assertUndecided(
                promise,
                sent("m1", "m2")
                        .sees("alice", "m1", "m2")
                        .sees("bob", "m1", "m2")
                        .missedFault()
                        .quiet());
        assertBroken(
                promise,
                sent("m1", "m2")
                        .sees("alice", "m1", "m2")
                        .sees("bob", "m2", "m1")
                        .missedFault()
                        .quiet());
    }
}
