package rtmlab.checkers.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Outcome;
import rtmlab.checkers.history.Words;

/**
 * A register with {@code read}, {@code write} and {@code cas [old new]}, which sets a new value if it holds the old one.
 *
 * <p>Reads that were answered nil are understood as by {@link Register}. A {@code cas} that failed found another value,
 * but where reads and writes fail, too, failure may mean that the register could not be reached: {@link OutOfReach}.
 *
 * @param failuresTell whether a {@code cas} that failed found another value there; else it was not tried
 * @param outOfReach when it was not tried in any case
 */
public record CasRegister(Edn initial, boolean failuresTell, OutOfReach outOfReach) implements Model<Edn> {

    public CasRegister(Edn initial, boolean failuresTell) {
        this(initial, failuresTell, OutOfReach.never());
    }

    /** Answers the model by which this history is to be judged. */
    public static CasRegister of(Edn initial, List<Operation> history) {
        return new CasRegister(initial, true, OutOfReach.in(history));
    }

    @Override
    public @Nullable Edn step(Edn state, Operation operation) {
        return switch (operation.f()) {
            case "read" -> Register.reads(state, operation, initial) ? state : null;
            case "write" -> operation.input();
            case "cas" -> cas(state, operation);
            default -> throw operation.misfit("a cas-register has read, write and cas, not " + operation.f());
        };
    }

    private static @Nullable Edn cas(Edn state, Operation operation) {
        var pair = values(operation);
        boolean swaps = pair.get(0).equals(state);
        return switch (operation.outcome()) {
            case OK -> swaps ? pair.get(1) : null;
            case FAILED -> swaps ? null : state;
            case UNKNOWN -> swaps ? pair.get(1) : state;
        };
    }

    private static List<Edn> values(Operation operation) {
        var pair = Collections.items(operation.input());
        if (pair == null || pair.size() != 2) {
            throw operation.misfit("a cas takes [old new], not " + EdnWriter.write(operation.input()));
        }
        return pair;
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return operation.f().equals("read") || operation.outcome() == Outcome.FAILED;
    }

    @Override
    public boolean failureTells(Operation operation) {
        return failuresTell && operation.f().equals("cas") && !outOfReach.explains(operation);
    }

    @Override
    public @Nullable String leftOut(List<Operation> history) {
        long left = history.stream()
                .filter(operation -> operation.f().equals("cas") && operation.outcome() == Outcome.FAILED)
                .filter(operation -> !failureTells(operation))
                .count();
        return left == 0
                ? null
                : Words.count(left, "failed compare-and-set") + " not judged, since "
                        + (failuresTell
                                ? "the register may have been out of reach"
                                : "failures tell nothing of this register");
    }

    @Override
    public @Nullable Doubt<Edn> doubt() {
        var other = outOfReach.first();
        return !failuresTell || other == null
                ? null
                : new Doubt<>(
                        other.sentence() + ", too: a failed cas may have found another value, or not have been tried",
                        new CasRegister(initial, false));
    }

    @Override
    public void requireSense(Operation operation) {
        switch (operation.f()) {
            case "read" -> Answers.fillsIn(operation);
            case "write" -> Answers.repeats(operation);
            case "cas" -> {
                values(operation);
                Answers.repeats(operation);
            }
            default -> throw operation.misfit("a cas-register has read, write and cas, not " + operation.f());
        }
    }

    @Override
    public boolean observes(Operation operation) {
        return operation.f().equals("cas")
                ? operation.outcome() != Outcome.UNKNOWN
                : Register.observes(operation, initial);
    }

    @Override
    public String describe(Edn state) {
        return "the register holds " + EdnWriter.write(state);
    }
}
