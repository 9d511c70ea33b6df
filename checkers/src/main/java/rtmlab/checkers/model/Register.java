package rtmlab.checkers.model;

import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;

/**
 * A register: {@code write} sets its value, {@code read} answers it.
 *
 * <p>A read that was answered nil fits any value, as in Knossos, where the register does not begin with nil: many
 * clients answer so when they have learned nothing. Where it does begin with nil, nil is a value.
 */
public record Register(Edn initial) implements Model<Edn> {

    @Override
    public @Nullable Edn step(Edn state, Operation operation) {
        return switch (operation.f()) {
            case "read" -> reads(state, operation, initial) ? state : null;
            case "write" -> operation.input();
            default -> throw operation.misfit("a register has read and write, not " + operation.f());
        };
    }

    static boolean reads(Edn state, Operation operation, Edn initial) {
        return switch (operation.output()) {
            case null -> true;
            case Edn.Nil nil -> state.equals(nil) || !initial.equals(nil);
            case Edn value -> value.equals(state);
        };
    }

    @Override
    public void requireSense(Operation operation) {
        switch (operation.f()) {
            case "read" -> Answers.fillsIn(operation);
            case "write" -> Answers.repeats(operation);
            default -> throw operation.misfit("a register has read and write, not " + operation.f());
        }
    }

    @Override
    public boolean observes(Operation operation) {
        return observes(operation, initial);
    }

    static boolean observes(Operation operation, Edn initial) {
        return operation.f().equals("read")
                && operation.output() != null
                && (!Answers.isNil(operation.output()) || Answers.isNil(initial));
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return operation.f().equals("read");
    }

    @Override
    public String describe(Edn state) {
        return "the register holds " + EdnWriter.write(state);
    }
}
