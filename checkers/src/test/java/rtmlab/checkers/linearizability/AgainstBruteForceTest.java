package rtmlab.checkers.linearizability;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.linearizability.RandomHistories.ObjectInMemory;
import rtmlab.checkers.model.AppendOnlyLog;
import rtmlab.checkers.model.CasRegister;
import rtmlab.checkers.model.KeyValue;
import rtmlab.checkers.model.Model;
import rtmlab.checkers.model.Queue;
import rtmlab.checkers.model.SetOfValues;
import rtmlab.checkers.promise.Verdict.Broken;

/** Random histories, judged by every order there is. */
class AgainstBruteForceTest {
    private static final int ROUNDS = 35_000;

    @Test
    void registers() {
        compare(1, new Objects.RegisterInMemory(), new CasRegister(Edn.nil(), true));
    }

    @Test
    void registersWhoseFailuresTellNothing() {
        compare(2, new Objects.RegisterInMemory(), new CasRegister(Edn.nil(), false));
    }

    @Test
    void keys() {
        compare(3, new Objects.TextInMemory(), new KeyValue(Edn.of("")));
    }

    @Test
    void sets() {
        compare(4, new Objects.SetInMemory(), new SetOfValues());
    }

    @Test
    void queues() {
        compare(5, new Objects.QueueInMemory(), new Queue());
    }

    @Test
    void logs() {
        compare(6, new Objects.LogInMemory(false), new AppendOnlyLog());
    }

    @Test
    void logsWithUniqueValuesWithoutASearch() {
        compare(7, new Objects.LogInMemory(true), new AppendOnlyLog(), LinearizableLog::check, 2 * ROUNDS);
    }

    private static <S> void compare(long seed, ObjectInMemory object, Model<S> model) {
        compare(seed, object, model, history -> Linearizability.check(history, model), ROUNDS);
    }

    private static <S> void compare(
            long seed,
            ObjectInMemory object,
            Model<S> model,
            Function<List<Operation>, Judgement> checker,
            int rounds) {
        var histories = new RandomHistories(new Random(seed), object);
        int kept = 0;
        int broken = 0;
        for (int round = 0; round < rounds; round++) {
            var history = histories.next();
            var judgement = checker.apply(history);
            switch (judgement.verdict().word()) {
                case "kept" -> kept++;
                case "broken" -> broken++;
                default -> {
                    // Nothing was answered, so everything fits.
                }
            }
            boolean isBroken = judgement.verdict() instanceof Broken;
            if (isBroken == BruteForce.fits(model, history)) {
                throw new AssertionError("seed " + seed + ", round " + round + ": not "
                        + judgement.verdict().word() + " ("
                        + judgement.verdict().explanation() + ") is "
                        + String.join(
                                "\n", history.stream().map(Operation::toString).toList()));
            }
            if (isBroken && !judgement.order().isEmpty()) {
                assertWitness(model, history, judgement);
            }
        }
        assertThat(kept).isGreaterThan(rounds / 4);
        assertThat(broken).isGreaterThan(rounds / 10);
    }

    private static <S> void assertWitness(Model<S> model, List<Operation> history, Judgement judgement) {
        S state = model.initial();
        for (var operation : judgement.order()) {
            state = requireNonNull(model.step(state, operation), "the order fits");
        }
        var culprit = judgement.culprits().getFirst();
        assertThat(judgement.order()).doesNotContain(culprit);
        assertThat(BruteForce.fitsUntil(model, history, culprit.answeredAt())).isTrue();
        assertThat(BruteForce.fitsUntil(model, history, culprit.answeredAt() + 1L))
                .isFalse();
    }
}
