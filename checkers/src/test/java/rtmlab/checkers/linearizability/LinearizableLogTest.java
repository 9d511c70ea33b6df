package rtmlab.checkers.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchIllegalArgumentException;

import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

class LinearizableLogTest {
    private static final String TWO_APPENDS = """
            0 invoke append 1
            0 ok append 1
            1 invoke append 2
            1 ok append 2
            """;

    @Test
    void appendsAndReadsFitOneOrder() {
        verdict("kept", TWO_APPENDS + """
                2 invoke read
                3 invoke append 3
                2 ok read [1 2]
                4 invoke read
                4 ok read [1 2 3]
                3 ok append 3""").isEqualTo("3 appends and 2 reads of 1 log fit one order each");
    }

    @Test
    void aLostAppendIsExplainedByTheReadThatLacksIt() {
        broken(TWO_APPENDS + """
                2 invoke read
                2 ok read [1]""")
                .isEqualTo("append 2 of process 1 was acknowledged on line 4; the read of process 2, which began on "
                        + "line 5, lacks it");
    }

    @Test
    void soIsAStaleRead() {
        broken(TWO_APPENDS + """
                2 invoke read
                2 ok read [1]
                2 invoke read
                2 ok read [1 2]""")
                .isEqualTo("append 2 of process 1 was acknowledged on line 4; the read of process 2 of 1 value, which "
                        + "began on line 5, lacks it");
    }

    @Test
    void noReadUnseesWhatAnEarlierOneHasSeen() {
        broken("""
                0 invoke append 1
                1 invoke read
                1 ok read [1]
                2 invoke read
                2 ok read []
                0 ok append 1""")
                .isEqualTo("the read of process 1, which ended on line 3, had append 1 of process 0 at position 0; the "
                        + "read of process 2 of 0 values, which began on line 4, lacks it");
    }

    @Test
    void appendsStandInTheOrderOfTheirTimes() {
        broken(TWO_APPENDS + """
                2 invoke read
                2 ok read [2 1]""")
                .isEqualTo("append 1 of process 0 was acknowledged on line 2; append 2 of process 1, which was invoked "
                        + "only on line 3, stands before it at position 0");
    }

    @Test
    void nothingIsReadBeforeItIsAppended() {
        broken("""
                0 invoke read
                0 ok read [1]
                1 invoke append 1
                1 ok append 1""")
                .isEqualTo("the read of process 0, which ended on line 2, had append 1 of process 1 at position 0; it "
                        + "was invoked only on line 3");
    }

    @Test
    void twoReadsNeverDisagree() {
        broken("""
                0 invoke append 1
                1 invoke append 2
                2 invoke read
                2 ok read [1 2]
                3 invoke read
                3 ok read [2]""")
                .isEqualTo("process 3's \"read → [2]\" (lines 5 to 6) has 2 at position 0, but process 2's "
                        + "\"read → [1 2]\" (lines 3 to 4) has 1 there");
    }

    @Test
    void nobodyReadsWhatNobodyAppended() {
        broken("0 invoke read\n0 ok read [9]").endsWith("has 9 at position 0, which nobody appended");
    }

    @Test
    void norWhatCouldNotBeAppended() {
        broken("""
                0 invoke append 1
                0 fail append 1
                1 invoke read
                1 ok read [1]""").endsWith("a failed append has no effect");
    }

    @Test
    void norAnythingTwice() {
        broken(TWO_APPENDS + """
                2 invoke read
                2 ok read [1 2 1]""").endsWith("has 1 at position 2, but also at position 0");
    }

    @Test
    void anAppendOfUnknownFateMayTakeEffectLateOrNever() {
        var history = """
                0 invoke append 1
                0 info append 1
                1 invoke append 2
                1 ok append 2
                1 invoke read
                1 ok read [2]
                """;
        verdict("kept", history);
        verdict("kept", history + "1 invoke read\n1 ok read [2 1]");
    }

    @Test
    void anAcknowledgedOffsetIsWhereTheValueStands() {
        broken("""
                0 invoke send 1
                1 invoke send 2
                0 ok send [0 1]
                1 ok send [1 2]
                2 invoke read
                2 ok read [2 1]""").contains("at position");
    }

    @Test
    void noTwoAppendsHaveOneOffset() {
        broken("""
                0 invoke send 1
                1 invoke send 2
                0 ok send [0 1]
                1 ok send [0 2]""").contains("has 2 at position 0");
    }

    @Test
    void aPollSeesRecordsAtTheirOffsets() {
        verdict("kept", TWO_APPENDS + "2 invoke poll\n2 ok poll [[1 2]]");
        verdict("kept", TWO_APPENDS + "2 invoke poll\n2 ok poll [[0 1] [1 2]]");
        broken(TWO_APPENDS + "2 invoke poll\n2 ok poll [[0 2]]");
        broken(TWO_APPENDS + "2 invoke poll\n2 ok poll [[2 2]]").contains("offset 2, but only 2 values");
    }

    @Test
    void aHoleBelowAKnownOffsetIsFilledByWhatWasGoingOn() {
        verdict("kept", """
                0 invoke append 1
                1 invoke send 2
                1 ok send [1 2]
                0 ok append 1
                2 invoke read
                2 ok read [1 2]""");
        broken("""
                1 invoke send 2
                1 ok send [1 2]
                0 invoke append 1
                0 ok append 1""").contains("no append can stand at position 0");
    }

    @Test
    void whatWasAcknowledgedHasAPlace() {
        broken("""
                0 invoke append 1
                0 ok append 1
                1 invoke send 2
                1 ok send [0 2]""")
                .isEqualTo("append 1 of process 0 was acknowledged on line 2; append 2 of process 1, which was invoked "
                        + "only on line 3, stands at position 0, and nothing shows it before that");
    }

    @Test
    void elleAndJepsensKafkaWorkloadWriteTheSameThings() {
        verdict("kept", """
                0 invoke txn [[:append 7 1]]
                0 ok txn [[:append 7 1]]
                1 invoke txn [[:r 7 nil]]
                1 ok txn [[:r 7 [1]]]
                0 invoke send [[:send 8 1]]
                0 ok send [[:send 8 [0 1]]]
                1 invoke poll [[:poll]]
                1 ok poll [[:poll {8 [[0 1]] 7 [[0 1]]}]]""").startsWith("2 appends and 3 reads of 2 logs");
        broken("""
                0 invoke txn [[:append 7 1]]
                0 ok txn [[:append 7 1]]
                1 invoke txn [[:r 7 nil]]
                1 ok txn [[:r 7 nil]]""").startsWith("log 7: append 1 of process 0 was acknowledged");
    }

    @Test
    void aTransactionOfTwoOperationsIsRefusedWithItsLine() {
        assertThatThrownBy(() -> LinearizableLog.check(Lines.history("0 invoke txn [[:append 1 2] [:r 1 nil]]")))
                .hasMessageStartingWith("line 1: a transaction of 2 operations");
    }

    @Test
    void aMisshapenAnswerIsRefusedWithTheLineOfTheAnswer() {
        refused("0 invoke read\n0 ok read 1").isEqualTo("line 2: a log is read as a vector, not as 1");
        refused("0 invoke poll\n0 ok poll [[0]]").isEqualTo("line 2: a record is [offset value], not [0]");
        refused("0 invoke txn [[:r 7 nil]]\n0 ok txn [[:r 7]]")
                .isEqualTo("line 2: the answer to a txn lacks its part 2: [:r 7]");
        refused("0 invoke txn [[:r 7 nil]]\n0 ok txn 7")
                .isEqualTo("line 2: a txn of one operation answers a vector of one, not 7");
        refused("0 invoke txn [[:r 7 nil]]\n0 ok txn [[:r 7 3]]")
                .isEqualTo("line 2: a log is read as a vector, not as 3");
    }

    private static AbstractStringAssert<?> refused(String lines) {
        var thrown = catchIllegalArgumentException(() -> LinearizableLog.check(Lines.history(lines)));
        return assertThat(thrown.getMessage());
    }

    private static AbstractStringAssert<?> broken(String lines) {
        return verdict("broken", lines);
    }

    private static AbstractStringAssert<?> verdict(String word, String lines) {
        var judgement = LinearizableLog.check(Lines.history(lines));
        assertThat(judgement.verdict().word())
                .as(judgement.verdict().explanation())
                .isEqualTo(word);
        if (word.equals("broken")) {
            assertThat(judgement.culprits()).isNotEmpty();
        }
        return assertThat(judgement.verdict().explanation());
    }
}
