package rtmlab.checkers.promise;

import static rtmlab.checkers.promise.Verdicts.assertBroken;
import static rtmlab.checkers.promise.Verdicts.assertKept;
import static rtmlab.checkers.promise.Verdicts.assertUndecided;

import org.junit.jupiter.api.Test;

class AgreementTest {
    private final Promise promise = new Agreement();

    @Test
    void allSeeingTheSameKeepsIt() {
        assertKept(
                        promise,
                        Recording.of("alice", "bob")
                                .delivers("alice", "m1", "m2")
                                .quiet())
                .isEqualTo("4 sightings by members that stay, none of them alone");
    }

    @Test
    void aMessageSeenByOneMemberOnlyIsAGhostThoughNobodyWasToldItWasSent() {
        assertBroken(
                        promise,
                        Recording.of("alice", "bob", "carol")
                                .sends("alice", "m1")
                                .sees("bob", "m1")
                                .crash()
                                .losesTrackOf("m1")
                                .quiet())
                .isEqualTo("bob saw \"hello 1\" from alice in #general (id m1, ts 1700000000.000001), but alice, who "
                        + "stayed, never did; channel-server-1 crashed before: "
                        + "http POST web-app-1 /internal/messages #1");
    }

    @Test
    void whatAMemberSawBeforeItLeftCountsToo() {
        assertBroken(
                promise,
                Recording.of("alice", "bob", "carol")
                        .sends("alice", "m1")
                        .sees("carol", "m1")
                        .leaves("carol")
                        .quiet());
        assertBroken(
                promise,
                Recording.of("alice", "bob", "carol")
                        .sends("alice", "m1")
                        .sees("carol", "m1")
                        .disconnects("carol")
                        .quiet());
    }

    @Test
    void aMessageThatNobodySawDividesNobody() {
        assertKept(
                promise,
                Recording.of("alice", "bob")
                        .delivers("alice", "m1")
                        .sends("alice", "m2")
                        .quiet());
    }

    @Test
    void thoseWhoJoinedLaterNeedNotHaveSeenIt() {
        assertKept(
                promise,
                Recording.of("alice", "bob")
                        .delivers("alice", "m1")
                        .joins("carol")
                        .quiet());
    }

    @Test
    void whatOnlyANonMemberSawIsNotForAgreement() {
        assertKept(
                promise,
                Recording.of("alice", "bob")
                        .delivers("alice", "m1")
                        .sends("alice", "m2")
                        .sees("eve", "m2")
                        .quiet());
    }

    @Test
    void aMessageThatNobodySentMustStillReachAllWhoWereThere() {
        assertBroken(promise, Recording.of("alice", "bob").sees("bob", "m9").quiet());
        assertKept(
                promise,
                Recording.of("alice", "bob").allSee("m9").joins("carol").quiet());
    }

    @Test
    void aRunInWhichNobodySawAnythingIsUndecided() {
        assertUndecided(
                        promise,
                        Recording.of("alice", "bob")
                                .sends("alice", "m1")
                                .acks("m1")
                                .quiet())
                .isEqualTo("nobody saw any message");
    }

    @Test
    void aMemberAloneCannotDisagree() {
        assertUndecided(promise, Recording.of("alice").delivers("alice", "m1").quiet())
                .isEqualTo("no message had two members to see it");
    }

    @Test
    void aRunThatNeverCameToRestIsUndecided() {
        assertUndecided(
                promise, Recording.of("alice", "bob").sends("alice", "m1").sees("bob", "m1"));
    }

    @Test
    void faultsThatHitNothingLeaveItUndecided() {
        assertUndecided(
                promise,
                Recording.of("alice", "bob")
                        .delivers("alice", "m1")
                        .missedFault()
                        .quiet());
    }
}
