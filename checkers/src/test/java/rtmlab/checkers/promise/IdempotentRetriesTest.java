package rtmlab.checkers.promise;

import static rtmlab.checkers.promise.Recording.text;
import static rtmlab.checkers.promise.Recording.ts;
import static rtmlab.checkers.promise.Verdicts.assertBroken;
import static rtmlab.checkers.promise.Verdicts.assertKept;
import static rtmlab.checkers.promise.Verdicts.assertUndecided;

import org.junit.jupiter.api.Test;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Via;

class IdempotentRetriesTest {
    private final Promise promise = new IdempotentRetries();

    private static Recording retried() {
        return Recording.of("alice", "bob")
                .sends("alice", "m1")
                .losesTrackOf("m1")
                .retries("m1")
                .acks("m1");
    }

    @Test
    void aRetryThatIsStoredAndShownOnceKeepsIt() {
        assertKept(promise, retried().allSee("m1").quiet().stores("m1"))
                .isEqualTo("1 message sent again, none doubled");
    }

    @Test
    void twoAnswersWithOneTsKeepIt() {
        assertKept(promise, retried().acks("m1").allSee("m1").quiet().stores("m1"));
    }

    @Test
    void storedTwiceIsToldApart() {
        assertBroken(
                        promise,
                        retried()
                                .allSee("m1")
                                .quiet()
                                .stored("m1", ts("m1"), text("m1"))
                                .stored("m1", ts("m2"), text("m1"))
                                .storeRead(2))
                .isEqualTo("\"hello 1\" (m1) from alice, who tried again, is stored twice in #general, "
                        + "under ts 1700000000.000001 and 1700000000.000002");
    }

    @Test
    void shownTwiceIsToldApart() {
        assertBroken(promise, retried().allSee("m1").sees("bob", "m1").quiet().stores("m1"))
                .isEqualTo("\"hello 1\" (m1) from alice, who tried again, is shown twice to bob in #general, "
                        + "under ts 1700000000.000001 and 1700000000.000001");
    }

    @Test
    void twoAnswersWithDifferentTsAreToldApart() {
        assertBroken(
                        promise,
                        retried().acks("m1", ts("m2")).allSee("m1").quiet().stores("m1"))
                .isEqualTo("alice was told that \"hello 1\" (m1) was sent under ts 1700000000.000001, "
                        + "and then under ts 1700000000.000002");
    }

    @Test
    void aTsOnWhichTheAnswerAndTheRestDisagreeIsToldApart() {
        assertBroken(
                        promise,
                        retried()
                                .allSee("m1")
                                .quiet()
                                .stored("m1", ts("m2"), text("m1"))
                                .storeRead(1))
                .isEqualTo("\"hello 1\" (m1) from alice, who tried again, has two ts: "
                        + "alice was told 1700000000.000001, the store holds 1700000000.000002");
        assertBroken(
                        promise,
                        retried()
                                .sees("alice", "m1")
                                .saw(new Saw(0, "bob", "general", "m1", ts("m3"), "alice", text("m1"), Via.LIVE))
                                .quiet()
                                .stores("m1"))
                .endsWith("bob saw 1700000000.000003");
    }

    @Test
    void aDoubleIsADoubleAlsoWithoutARetry() {
        assertBroken(
                        promise,
                        Recording.of("alice").delivers("alice", "m1").quiet().stores("m1", "m1"))
                .startsWith("\"hello 1\" (m1) from alice is stored twice");
    }

    @Test
    void aRunWithoutARetryIsUndecided() {
        assertUndecided(
                        promise,
                        Recording.of("alice").delivers("alice", "m1").quiet().stores("m1"))
                .isEqualTo("nobody tried again to send a message that may have been sent");
    }

    @Test
    void aRetryAfterARefusalPutsNothingToTheTest() {
        assertUndecided(
                promise,
                Recording.of("alice")
                        .sends("alice", "m1")
                        .refuses("m1")
                        .retries("m1")
                        .acks("m1")
                        .allSee("m1")
                        .quiet()
                        .stores("m1"));
    }

    @Test
    void aRetryAfterSilenceCounts() {
        assertKept(
                promise,
                Recording.of("alice")
                        .sends("alice", "m1")
                        .retries("m1")
                        .acks("m1")
                        .allSee("m1")
                        .quiet()
                        .stores("m1"));
    }

    @Test
    void aStoreThatNobodyReadIsUndecided() {
        assertUndecided(promise, retried().allSee("m1").quiet()).isEqualTo("the store was not read for #general");
    }

    @Test
    void aRunThatNeverCameToRestIsUndecided() {
        assertUndecided(promise, retried().allSee("m1").stores("m1"));
    }

    @Test
    void faultsThatHitNothingLeaveItUndecided() {
        assertUndecided(promise, retried().allSee("m1").missedFault().quiet().stores("m1"));
    }
}
