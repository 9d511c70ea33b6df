package rtmlab.checkers.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;

/**
 * A set: {@code add} and {@code remove} take one value, {@code read} answers all of them, {@code contains} answers
 * {@code true} or {@code false}. A read that was answered nil has learned nothing.
 *
 * <p>If {@code add} or {@code remove} answers {@code true} or {@code false}, it tells whether the set has changed.
 */
public final class SetOfValues implements Model<Set<Edn>> {

    @Override
    public Set<Edn> initial() {
        return Set.of();
    }

    @Override
    public @Nullable Set<Edn> step(Set<Edn> state, Operation operation) {
        var value = operation.input();
        return switch (operation.f()) {
            case "add" -> changed(state, operation, !state.contains(value));
            case "remove" -> changed(state, operation, state.contains(value));
            case "contains" -> answers(operation, state.contains(value)) ? state : null;
            case "read" -> reads(operation, state) ? state : null;
            default -> throw operation.misfit("a set has add, remove, contains and read, not " + operation.f());
        };
    }

    @Override
    public void requireSense(Operation operation) {
        switch (operation.f()) {
            case "add", "remove" -> {
                if (!tellsOfChange(operation)) {
                    Answers.repeats(operation);
                }
            }
            case "contains" -> answers(operation, true);
            case "read" -> {
                Answers.fillsIn(operation);
                items(operation);
            }
            default -> throw operation.misfit("a set has add, remove, contains and read, not " + operation.f());
        }
    }

    @Override
    public boolean observes(Operation operation) {
        return switch (operation.f()) {
            case "add", "remove" -> tellsOfChange(operation);
            default -> operation.output() != null && !Answers.isNil(operation.output());
        };
    }

    private static boolean tellsOfChange(Operation operation) {
        return operation.output() instanceof Edn.Bool && !(operation.input() instanceof Edn.Bool);
    }

    private static @Nullable Set<Edn> changed(Set<Edn> state, Operation operation, boolean changes) {
        if (tellsOfChange(operation) && !Edn.of(changes).equals(operation.output())) {
            return null;
        }
        if (!changes) {
            return state;
        }
        var changed = new HashSet<>(state);
        if (!changed.remove(operation.input())) {
            changed.add(operation.input());
        }
        return changed;
    }

    private static boolean answers(Operation operation, boolean contained) {
        return switch (operation.output()) {
            case null -> true;
            case Edn.Bool(var answer) -> answer == contained;
            case Edn other ->
                throw operation.misanswer("contains answers true or false, not " + EdnWriter.write(other));
        };
    }

    private static boolean reads(Operation operation, Set<Edn> state) {
        var items = items(operation);
        // A value that is listed twice makes the sizes differ.
        return items == null || (items.size() == state.size() && state.equals(Set.copyOf(items)));
    }

    /** What was read, or null if that is not known. */
    private static @Nullable List<Edn> items(Operation operation) {
        if (operation.output() == null || Answers.isNil(operation.output())) {
            return null;
        }
        var items = Collections.items(operation.output());
        if (items == null) {
            throw operation.misanswer("a set is read as a collection, not as " + EdnWriter.write(operation.output()));
        }
        return items;
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return operation.f().equals("read") || operation.f().equals("contains");
    }

    @Override
    public String describe(Set<Edn> state) {
        return "the set holds " + EdnWriter.write(new Edn.SetOf(state));
    }
}
