package rtmlab.checkers.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.model.AppendOnlyLog;
import rtmlab.checkers.model.CasRegister;
import rtmlab.checkers.model.KeyValue;
import rtmlab.checkers.model.Model;
import rtmlab.checkers.model.Queue;
import rtmlab.checkers.model.Register;
import rtmlab.checkers.model.SetOfValues;

class LinearizabilityTest {
    private static final Model<Edn> REGISTER = new Register(Edn.of(0));
    private static final Model<Edn> CAS_REGISTER = new CasRegister(Edn.of(0), true);
    private static final Model<Edn> KEY_VALUE = new KeyValue(Edn.of(""));

    @Test
    void aReadMaySeeAWriteThatRunsAtTheSameTimeOrNot() {
        kept(REGISTER, """
                0 invoke write 1
                1 invoke read
                1 ok read 0
                2 invoke read
                2 ok read 1
                0 ok write 1""");
    }

    @Test
    void whatOneReadHasSeenNoLaterOneUnsees() {
        broken(REGISTER, """
                0 invoke write 1
                1 invoke read
                1 ok read 1
                2 invoke read
                2 ok read 0
                0 ok write 1""")
                .isEqualTo("no order fits process 2's \"read → 0\" (lines 4 to 5): the longest order of what happened "
                        + "until then, 2 operations, ends with process 1's \"read → 1\" (lines 2 to 3), and the "
                        + "register holds 1");
    }

    @Test
    void anAnsweredWriteIsSeen() {
        broken(REGISTER, """
                0 invoke write 1
                0 ok write 1
                1 invoke read
                1 ok read 0""");
    }

    @Test
    void aFailedWriteIsNot() {
        broken(REGISTER, """
                0 invoke write 1
                0 fail write 1
                1 invoke read
                1 ok read 1""").startsWith("no order fits process 1's \"read → 1\" (lines 3 to 4): at the beginning");
    }

    @Test
    void aWriteOfUnknownFateMayTakeEffectMuchLater() {
        kept(REGISTER, """
                0 invoke write 1
                0 info write 1
                1 invoke read
                1 ok read 0
                1 invoke write 2
                1 ok write 2
                1 invoke read
                1 ok read 1""");
    }

    @Test
    void butOnlyOnce() {
        broken(REGISTER, """
                0 invoke write 1
                0 info write 1
                1 invoke write 2
                1 ok write 2
                1 invoke read
                1 ok read 1
                1 invoke write 2
                1 ok write 2
                1 invoke read
                1 ok read 1""");
    }

    @Test
    void andNotBeforeItWasInvoked() {
        broken(REGISTER, """
                1 invoke read
                1 ok read 1
                0 invoke write 1
                0 info write 1""");
    }

    @Test
    void aWriteOfTheValueThatIsThereMayBeNeededLater() {
        kept(REGISTER, """
                0 invoke write 0
                1 invoke write 1
                1 ok write 1
                2 invoke read
                2 ok read 1
                3 invoke read
                3 ok read 0
                0 ok write 0""");
    }

    @Test
    void whereTheRegisterDoesNotBeginWithNilAReadOfNilTellsNothing() {
        var history = """
                0 invoke write 1
                0 ok write 1
                1 invoke read
                1 ok read nil""";
        undecided(REGISTER, history).contains("no answer tells what there was");
        kept(REGISTER, history + "\n1 invoke read\n1 ok read 1");
        broken(new Register(Edn.nil()), history);
    }

    @Test
    void aCompareAndSetTakesEffectOnceForEachValueFound() {
        broken(CAS_REGISTER, """
                0 invoke cas [0 1]
                1 invoke cas [0 1]
                0 ok cas [0 1]
                1 ok cas [0 1]""");
    }

    @Test
    void aFailedCompareAndSetFoundAnotherValue() {
        var history = """
                0 invoke cas [0 1]
                0 fail cas [0 1]""";
        broken(CAS_REGISTER, history);
        var couldNotBeReached = Lines.history(
                history + "\n1 invoke read\n1 fail read\n1 invoke write 3\n1 ok write 3\n1 invoke read\n1 ok read 3");
        assertThat(verdict(couldNotBeReached, CasRegister.of(Edn.of(0), couldNotBeReached)))
                .isEqualTo("kept");
    }

    @Test
    void whetherAFailedCompareAndSetFoundAnotherValueIsLeftOpenWhereOtherOperationsFailedAtOtherTimes() {
        var history = Lines.history("""
                0 invoke write 1
                0 ok write 1
                1 invoke cas [1 2]
                1 fail cas [1 2]
                0 invoke read
                0 ok read 1
                2 invoke read
                2 fail read
                0 invoke read
                0 ok read 1""");
        var verdict = Linearizability.check(history, CasRegister.of(Edn.nil(), history))
                .verdict();
        assertThat(verdict.word()).isEqualTo("undecided");
        assertThat(verdict.explanation())
                .startsWith(
                        "process 2's \"read failed\" (lines 7 to 8), too: a failed cas may have found another value, "
                                + "or not have been tried; if it found another value, no order fits process 1's");
    }

    @Test
    void whatPutsNothingToTheTestIsUndecided() {
        undecided(REGISTER, "0 invoke write 1\n0 ok write 1").contains("no answer tells what there was");
        undecided(REGISTER, "0 invoke read\n0 ok read 0").contains("before anything had changed it");
        undecided(new Register(Edn.nil()), "0 invoke read\n0 ok read nil\n0 invoke write 1\n0 ok write 1");
        undecided(new SetOfValues(), "0 invoke add 1\n0 ok add 1");
        undecided(new SetOfValues(), "0 invoke add 1\n0 ok add 1\n0 invoke read\n0 ok read nil");
        undecided(new Queue(), "0 invoke enqueue 1\n0 ok enqueue 1");
        undecided(new Queue(), "0 invoke dequeue\n0 ok dequeue nil");
        undecided(CAS_REGISTER, "0 invoke write 1\n0 ok write 1\n0 invoke write 2\n0 ok write 2");
        undecided(KEY_VALUE, "0 invoke put [1 \"x\"]\n0 ok put [1 \"x\"]");
        for (var log : List.of(
                "0 invoke append 1\n0 ok append 1",
                "0 invoke send 1\n0 ok send [0 1]",
                "0 invoke append 1\n1 invoke read\n1 ok read nil\n0 ok append 1",
                "0 invoke poll\n0 ok poll []")) {
            var verdict = LinearizableLog.check(Lines.history(log)).verdict();
            assertThat(verdict.word()).as(log).isEqualTo("undecided");
            assertThat(verdict.explanation()).isEqualTo("nothing was put to the test: nobody read or polled a value");
        }
    }

    @Test
    void anAnswerAboutSomethingElseThanWasAskedIsRefusedWithItsLine() {
        refused(REGISTER, "0 invoke write 1\n0 ok write 2")
                .isEqualTo("line 2: process 0 is answered 2, but it had asked for a write of 1 on line 1");
        refused(REGISTER, "0 invoke read 1\n0 ok read 2").startsWith("line 2: ");
        refused(CAS_REGISTER, "0 invoke cas [0 1]\n0 ok cas [0 2]").startsWith("line 2: ");
        refused(KEY_VALUE, "0 invoke put [1 \"x\"]\n0 ok put [2 \"x\"]").startsWith("line 2: ");
        refused(KEY_VALUE, "0 invoke get [1 nil]\n0 ok get [2 \"x\"]").startsWith("line 2: ");
        refused(new SetOfValues(), "0 invoke add 1\n0 ok add 2").startsWith("line 2: ");
        refused(new Queue(), "0 invoke enqueue 1\n0 ok enqueue 2").startsWith("line 2: ");
        for (var log : List.of(
                "0 invoke append 1\n0 ok append 2",
                "0 invoke send 1\n0 ok send [0 2]",
                "0 invoke txn [[:append 7 1]]\n0 ok txn [[:append 8 1]]",
                "0 invoke txn [[:append 7 1]]\n0 ok txn [[:append 7 2]]",
                "0 invoke txn [[:r 7 nil]]\n0 ok txn [[:r 8 [1]]]",
                "0 invoke txn [[:r 7 nil]]\n0 ok txn [[:append 7 1]]",
                "0 invoke send [[:send 7 1]]\n0 ok send [[:send 7 [0 2]]]")) {
            assertThatThrownBy(() -> LinearizableLog.check(Lines.history(log)))
                    .as(log)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("line 2: process 0 is answered ");
        }
    }

    @Test
    void anOperationThatTheModelLacksIsRefusedThoughItWasNeverAnswered() {
        refused(REGISTER, "0 invoke inc 1").isEqualTo("line 1: a register has read and write, not inc");
        refused(REGISTER, "0 invoke inc 1\n0 fail inc 1").startsWith("line 1: a register has read and write");
        refused(CAS_REGISTER, "0 invoke cas 1").startsWith("line 1: a cas takes [old new]");
        refused(KEY_VALUE, "0 invoke inc [1 2]").startsWith("line 1: ");
        refused(new SetOfValues(), "0 invoke pop").startsWith("line 1: ");
        refused(new Queue(), "0 invoke peek").startsWith("line 1: ");
    }

    private static AbstractStringAssert<?> refused(Model<?> model, String lines) {
        var refusal = assertThatThrownBy(() -> Linearizability.check(Lines.history(lines), model))
                .isInstanceOf(IllegalArgumentException.class);
        return assertThat(refusal.actual().getMessage());
    }

    @Test
    void keysAreIndependent() {
        kept(KEY_VALUE, """
                0 invoke put ["a" "1"]
                0 ok put ["a" "1"]
                1 invoke get ["b" nil]
                1 ok get ["b" ""]
                1 invoke append ["a" "2"]
                1 ok append ["a" "2"]
                1 invoke get ["a" nil]
                1 ok get ["a" "12"]
                1 invoke delete "a"
                1 ok delete "a"
                1 invoke get ["a" nil]
                1 ok get ["a" ""]""");
        broken(KEY_VALUE, """
                0 invoke put ["a" "1"]
                0 ok put ["a" "1"]
                1 invoke get ["b" nil]
                1 ok get ["b" "1"]""").contains(", on the key \"b\": at the beginning the key holds \"\"");
    }

    @Test
    void aSetHoldsWhatWasAddedAndNotRemoved() {
        kept(new SetOfValues(), """
                0 invoke add 1
                1 invoke add 2
                2 invoke read
                0 ok add 1
                1 ok add 2
                2 ok read [2]
                2 invoke remove 2
                2 ok remove true
                2 invoke contains 2
                2 ok contains false
                2 invoke read
                2 ok read #{1}""");
        broken(new SetOfValues(), """
                0 invoke add 1
                0 ok add 1
                0 invoke read
                0 ok read []""").endsWith("and the set holds #{1}");
    }

    @Test
    void aValueIsInASetOnce() {
        broken(new SetOfValues(), """
                0 invoke add 1
                0 ok add 1
                0 invoke add 2
                0 ok add 2
                0 invoke read
                0 ok read [1 1]""");
    }

    @Test
    void aQueueAnswersTheOldestFirst() {
        var enqueued = """
                0 invoke enqueue 1
                0 ok enqueue 1
                0 invoke enqueue 2
                0 ok enqueue 2
                0 invoke dequeue
                """;
        kept(new Queue(), enqueued + "0 ok dequeue 1");
        broken(new Queue(), enqueued + "0 ok dequeue 2").endsWith("and the queue holds [1 2]");
        broken(new Queue(), enqueued + "0 ok dequeue nil");
    }

    @Test
    void nothingIsDequeuedTwice() {
        broken(new Queue(), """
                0 invoke enqueue 1
                0 ok enqueue 1
                1 invoke dequeue
                2 invoke dequeue
                1 ok dequeue 1
                2 ok dequeue 1""");
    }

    @Test
    void anUnansweredDequeueMayHaveTakenSomething() {
        kept(new Queue(), """
                0 invoke enqueue 1
                0 ok enqueue 1
                1 invoke dequeue
                1 info dequeue
                0 invoke dequeue
                0 ok dequeue nil""");
    }

    @Test
    void aLogWhoseValuesRepeatIsJudgedAsWell() {
        var history = Lines.history("""
                0 invoke append 1
                0 ok append 1
                0 invoke append 1
                0 ok append 1
                0 invoke read
                0 ok read [1]""");
        var judgement = LinearizableLog.check(history);
        assertThat(judgement.verdict().word()).isEqualTo("broken");
        assertThat(judgement.verdict().explanation())
                .isEqualTo("append 1 of process 0 was acknowledged on line 4; the read of process 0 of 1 value, which "
                        + "began on line 5, lacks it");
    }

    @Test
    void theWitnessIsTheLongestBeginningThatFitsAndTheOperationThatDoesNot() {
        var history = Lines.history("""
                0 invoke write 1
                1 invoke write 2
                0 ok write 1
                1 ok write 2
                2 invoke read
                2 ok read 1
                2 invoke read
                2 ok read 2
                2 invoke read
                2 ok read 2""");
        var judgement = Linearizability.check(history, REGISTER);
        assertThat(judgement.culprits()).containsExactly(history.get(3));
        assertThat(judgement.order()).containsExactly(history.get(1), history.get(0), history.get(2));
    }

    @Test
    void whatWasNeverAnsweredProvesNothing() {
        undecided(REGISTER, "").isEqualTo("no operation was answered");
        undecided(REGISTER, "0 invoke read\n0 info read").isEqualTo("no operation was answered");
        assertThat(LinearizableLog.check(List.of()).verdict().word()).isEqualTo("undecided");
    }

    @Test
    void aSearchThatTakesTooLongIsUndecided() {
        var judgement = Linearizability.check(hard(), new Queue(), Limits.within(Duration.ofMillis(50)));
        assertThat(judgement.verdict().word()).isEqualTo("undecided");
        assertThat(judgement.verdict().explanation())
                .startsWith("the search took longer than 50 ms, having tried ")
                .endsWith(" configurations");
    }

    @Test
    void soIsOneThatIsCancelled() {
        var judgement = Linearizability.check(hard(), new Queue(), Limits.none().orWhen(() -> true));
        assertThat(judgement.verdict().explanation()).startsWith("the search was cancelled");
    }

    @Test
    void whatBreaksOneKeyIsFoundThoughAnotherIsTooHard() {
        var history = new StringBuilder();
        // A put that may still come leaves nothing to look ahead to.
        history.append("99 invoke put [\"hard\" \"\"]\n");
        for (int i = 0; i < 40; i++) {
            history.append(i).append(" invoke append [\"hard\" \"").append(i).append("\"]\n");
        }
        for (int i = 0; i < 40; i++) {
            history.append(i).append(" ok append [\"hard\" \"").append(i).append("\"]\n");
        }
        history.append("0 invoke get [\"hard\" nil]\n0 ok get [\"hard\" \"no\"]\n");
        var hard = Lines.history(history.toString());
        var broken = Lines.history(history + "0 invoke get [\"easy\" nil]\n0 ok get [\"easy\" \"no\"]\n");
        var limits = Limits.within(Duration.ofMillis(50));
        assertThat(Linearizability.check(hard, KEY_VALUE, limits).verdict().word())
                .isEqualTo("undecided");
        assertThat(Linearizability.check(broken, KEY_VALUE, limits).verdict().word())
                .isEqualTo("broken");
    }

    @Test
    void manyIdenticalWritesOfUnknownFateAreNoTrouble() {
        var history = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            history.append(i).append(" invoke write ").append(i % 2).append('\n');
        }
        for (int i = 0; i < 20; i++) {
            history.append("1000 invoke read\n1000 ok read ").append(i % 2).append('\n');
        }
        kept(REGISTER, history.toString());
        broken(REGISTER, history + "1000 invoke read\n1000 ok read 7\n");
    }

    @Test
    void longHistoriesOfFewClientsAreQuick() {
        var history = new StringBuilder();
        for (int i = 1; i < 20_000; i++) {
            history.append("0 invoke write ").append(i).append("\n1 invoke read\n0 ok write ");
            history.append(i).append("\n1 ok read ").append(i - i % 2).append('\n');
        }
        kept(REGISTER, history.toString());
    }

    @Test
    void anOperationThatTheModelLacksIsRefusedWithItsLine() {
        assertThatThrownBy(() -> Linearizability.check(Lines.history("0 invoke inc 1\n0 ok inc 1"), REGISTER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 1: a register has read and write, not inc");
    }

    @Test
    void anyoneMayWriteAModel() {
        var counter = new Model<Long>() {
            @Override
            public Long initial() {
                return 0L;
            }

            @Override
            public @Nullable Long step(Long state, Operation operation) {
                return switch (operation.f()) {
                    case "inc" -> state + 1;
                    case "read" ->
                        operation.output() == null || operation.output().equals(Edn.of(state)) ? state : null;
                    default -> throw operation.misfit("a counter has inc and read");
                };
            }

            @Override
            public boolean isReadOnly(Operation operation) {
                return operation.f().equals("read");
            }

            @Override
            public String describe(Long state) {
                return "the counter stands at " + state;
            }
        };
        kept(counter, "0 invoke inc\n1 invoke read\n0 ok inc\n1 ok read 0");
        broken(counter, "0 invoke inc\n0 ok inc\n1 invoke read\n1 ok read 2").endsWith("and the counter stands at 1");
    }

    @Test
    void theLogModelKnowsOffsetsAndPolls() {
        kept(new AppendOnlyLog(), """
                0 invoke send 7
                0 ok send [0 7]
                1 invoke poll
                1 ok poll [[0 7]]""");
        broken(new AppendOnlyLog(), """
                0 invoke send 7
                0 ok send [1 7]""");
    }

    /** Thirty enqueues at once, and a dequeue that none of them explains. */
    private static List<Operation> hard() {
        var history = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            history.append(i).append(" invoke enqueue ").append(i).append('\n');
        }
        for (int i = 0; i < 30; i++) {
            history.append(i).append(" ok enqueue ").append(i).append('\n');
        }
        return Lines.history(history + "0 invoke dequeue\n0 ok dequeue 77");
    }

    private static void kept(Model<?> model, String lines) {
        explanation("kept", model, lines);
    }

    @Test
    void aFailedCompareAndSetThatWasNotJudgedIsTold() {
        var history = Lines.history("""
                0 invoke write 1
                0 ok write 1
                1 invoke read
                1 fail read
                0 invoke cas [1 3]
                0 fail cas [1 3]
                0 invoke read
                0 ok read 1""");
        var verdict = Linearizability.check(history, CasRegister.of(Edn.nil(), history))
                .verdict();
        assertThat(verdict.explanation())
                .endsWith("; 1 failed compare-and-set not judged, since the register may have been out of reach");
    }

    @Test
    void aKeyWithinTheValueIsPointedToItsField() {
        assertThatThrownBy(() -> Linearizability.check(
                        Lines.history("0 invoke read [7 nil]\n0 ok read [7 1]"), new Register(Edn.nil())))
                .hasMessageEndingWith("each operation names its own as :key, not as [key value]");
    }

    private static AbstractStringAssert<?> broken(Model<?> model, String lines) {
        return explanation("broken", model, lines);
    }

    private static AbstractStringAssert<?> undecided(Model<?> model, String lines) {
        return explanation("undecided", model, lines);
    }

    private static AbstractStringAssert<?> explanation(String word, Model<?> model, String lines) {
        var verdict = Linearizability.check(Lines.history(lines), model).verdict();
        assertThat(verdict.word()).as(verdict.explanation()).isEqualTo(word);
        return assertThat(verdict.explanation());
    }

    private static String verdict(List<Operation> history, Model<?> model) {
        return Linearizability.check(history, model).verdict().word();
    }
}
