package rtmlab.checkers.model;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;

/**
 * A set: {@code add} and {@code remove} take one value, {@code read} answers all of them, {@code contains} answers
 * {@code true} or {@code false}.
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

    private static @Nullable Set<Edn> changed(Set<Edn> state, Operation operation, boolean changes) {
        if (operation.output() instanceof Edn.Bool(var answer) && !(operation.input() instanceof Edn.Bool)) {
            if (answer != changes) {
                return null;
            }
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
            case Edn other -> throw operation.misfit("contains answers true or false, not " + EdnWriter.write(other));
        };
    }

    private static boolean reads(Operation operation, Set<Edn> state) {
        if (operation.output() == null) {
            return true;
        }
        var items = Collections.items(operation.output());
        if (items == null) {
            throw operation.misfit("a set is read as a collection, not as " + EdnWriter.write(operation.output()));
        }
        // A value that is listed twice makes the sizes differ.
        return items.size() == state.size() && state.equals(Set.copyOf(items));
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
