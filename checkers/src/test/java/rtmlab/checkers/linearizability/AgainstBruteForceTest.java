package rtmlab.checkers.linearizability;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.linearizability.RandomHistories.ObjectInMemory;
import rtmlab.checkers.model.AppendOnlyLog;
import rtmlab.checkers.model.CasRegister;
import rtmlab.checkers.model.KeyValue;
import rtmlab.checkers.model.Model;
import rtmlab.checkers.model.Queue;
import rtmlab.checkers.model.Register;
import rtmlab.checkers.model.SetOfValues;
import rtmlab.checkers.promise.Verdict.Broken;

/** Random histories, judged by every order there is. */
class AgainstBruteForceTest {
    private static final int ROUNDS = 12_000;
    private static final int ROUNDS_AT_LENGTH = 200_000;

    /** Into so many parts the rounds at length are split, to be run on all cores. */
    private static final int PARTS = 8;

    private static final int CRASHES = 6;

    /**
     * An object in memory, the checker that judges it by this model, and what must hold besides.
     *
     * @param crashes one answer in so many is not given
     */
    record Subject<S>(
            String name,
            ObjectInMemory object,
            Model<S> model,
            Function<List<Operation>, Judgement> checker,
            Predicate<List<Operation>> besides,
            int crashes) {

        static <S> Subject<S> searched(String name, ObjectInMemory object, Model<S> model) {
            return new Subject<>(
                    name, object, model, history -> Linearizability.check(history, model), _ -> true, CRASHES);
        }

        static Subject<List<Edn>> log(String name, ObjectInMemory log) {
            return new Subject<>(
                    name, log, new AppendOnlyLog(), LinearizableLog::check, NaiveStreams::areInOrder, CRASHES);
        }

        Subject<S> crashingOften() {
            return new Subject<>(name + ", often crashed", object, model, checker, besides, 2);
        }

        boolean fits(List<Operation> history) {
            return besides.test(history) && BruteForce.fits(model, withoutAssignments(history));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Subject<?>> subjects() {
        var register = Subject.searched("register", new Objects.PlainRegisterInMemory(), new Register(Edn.of(0)));
        var casRegister =
                Subject.searched("cas-register", new Objects.RegisterInMemory(), new CasRegister(Edn.nil(), true));
        var keyValue = Subject.searched("key-value", new Objects.TextInMemory(), new KeyValue(Edn.of("")));
        var set = Subject.searched("set", new Objects.SetInMemory(), new SetOfValues());
        var queue = Subject.searched("queue", new Objects.QueueInMemory(), new Queue());
        return Stream.of(
                register,
                register.crashingOften(),
                casRegister,
                casRegister.crashingOften(),
                Subject.searched(
                        "cas-register whose failures tell nothing",
                        new Objects.RegisterInMemory(),
                        new CasRegister(Edn.nil(), false)),
                keyValue,
                keyValue.crashingOften(),
                set,
                set.crashingOften(),
                queue,
                queue.crashingOften(),
                Subject.searched("log", new Objects.LogInMemory(false, false), new AppendOnlyLog()),
                Subject.log("log without a search", new Objects.LogInMemory(true, false)),
                Subject.log("log without a search, polled in order", new Objects.LogInMemory(true, true)),
                Subject.log("log with repeated values", new Objects.LogInMemory(false, false)),
                Subject.log("log with repeated values, polled in order", new Objects.LogInMemory(false, true)),
                Subject.log("log with repeated values", new Objects.LogInMemory(false, true))
                        .crashingOften(),
                Subject.log("log with holes", new Objects.LogWithHoles()),
                Subject.log("log with holes", new Objects.LogWithHoles()).crashingOften());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void agreesWithEveryOrderThereIs(Subject<?> subject) {
        compare(subject.name().hashCode(), subject, ROUNDS);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    @Tag("slow")
    void agreesWithEveryOrderThereIsAtLength(Subject<?> subject) {
        var counted = IntStream.range(0, PARTS)
                .parallel()
                .mapToObj(part -> compare(
                        1L + part + subject.name().hashCode(), another(subject.name()), ROUNDS_AT_LENGTH / PARTS))
                .reduce(new Counted(0, 0, 0), Counted::and);
        System.out.println(subject + ": " + counted);
    }

    /** An object in memory of its own for each thread. */
    private static Subject<?> another(String name) {
        return subjects()
                .filter(subject -> subject.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private record Counted(int rounds, int kept, int broken) {
        Counted and(Counted other) {
            return new Counted(rounds + other.rounds, kept + other.kept, broken + other.broken);
        }

        @Override
        public String toString() {
            return "%,d random histories against every order, %,d kept, %,d broken, 0 disagreements"
                    .formatted(rounds, kept, broken);
        }
    }

    private static <S> Counted compare(long seed, Subject<S> subject, int rounds) {
        var histories = new RandomHistories(new Random(seed), subject.object(), subject.crashes());
        int kept = 0;
        int broken = 0;
        for (int round = 0; round < rounds; round++) {
            var history = histories.next();
            var judgement = subject.checker().apply(history);
            switch (judgement.verdict().word()) {
                case "kept" -> kept++;
                case "broken" -> broken++;
                default ->
                    // Everything fits then.
                    assertThat(judgement.verdict().explanation()).startsWith("no");
            }
            boolean isBroken = judgement.verdict() instanceof Broken;
            if (isBroken == subject.fits(history)) {
                throw new AssertionError(subject + ", seed " + seed + ", round " + round + ": not "
                        + judgement.verdict().word() + " ("
                        + judgement.verdict().explanation() + ") is "
                        + String.join(
                                "\n", history.stream().map(Operation::toString).toList()));
            }
            if (isBroken && !judgement.order().isEmpty()) {
                assertWitness(subject.model(), withoutAssignments(history), judgement);
            }
        }
        assertThat(kept).isGreaterThan(rounds / 20);
        assertThat(broken).isGreaterThan(rounds / 20);
        return new Counted(rounds, kept, broken);
    }

    private static List<Operation> withoutAssignments(List<Operation> history) {
        return history.stream()
                .filter(operation ->
                        !operation.f().equals("assign") && !operation.f().equals("subscribe"))
                .toList();
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
