package rtmlab.checkers.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Outcome;

/**
 * A register with {@code read}, {@code write} and {@code cas [old new]}, which sets a new value if it holds the old one.
 *
 * <p>Reads that were answered nil are understood as by {@link Register}.
 *
 * @param failuresTell whether a {@code cas} that failed found another value there; else it was not tried
 */
public record CasRegister(Edn initial, boolean failuresTell) implements Model<Edn> {

    /**
     * Answers the model by which this history is to be judged: where reads or writes fail too, failure means that the
     * register could not be reached.
     */
    public static CasRegister of(Edn initial, List<Operation> history) {
        return new CasRegister(
                initial,
                history.stream()
                        .allMatch(operation -> operation.outcome() != Outcome.FAILED
                                || operation.f().equals("cas")));
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
        var pair = Collections.items(operation.input());
        if (pair == null || pair.size() != 2) {
            throw operation.misfit("a cas takes [old new], not " + EdnWriter.write(operation.input()));
        }
        boolean swaps = pair.get(0).equals(state);
        return switch (operation.outcome()) {
            case OK -> swaps ? pair.get(1) : null;
            case FAILED -> swaps ? null : state;
            case UNKNOWN -> swaps ? pair.get(1) : state;
        };
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return operation.f().equals("read") || operation.outcome() == Outcome.FAILED;
    }

    @Override
    public boolean failureTells(Operation operation) {
        return failuresTell && operation.f().equals("cas");
    }

    @Override
    public String describe(Edn state) {
        return "the register holds " + EdnWriter.write(state);
    }
}
