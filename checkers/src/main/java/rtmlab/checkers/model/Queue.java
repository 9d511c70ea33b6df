package rtmlab.checkers.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;

/** A first-in first-out queue: {@code enqueue} takes a value, {@code dequeue} answers the oldest one, or nil if empty. */
public final class Queue implements Model<List<Edn>> {

    @Override
    public List<Edn> initial() {
        return List.of();
    }

    @Override
    public @Nullable List<Edn> step(List<Edn> state, Operation operation) {
        return switch (operation.f()) {
            case "enqueue" -> {
                var longer = new ArrayList<>(state);
                longer.add(operation.input());
                yield longer;
            }
            case "dequeue" -> {
                var oldest = state.isEmpty() ? Edn.nil() : state.getFirst();
                if (operation.output() != null && !operation.output().equals(oldest)) {
                    yield null;
                }
                yield state.isEmpty() ? state : List.copyOf(state.subList(1, state.size()));
            }
            default -> throw operation.misfit("a queue has enqueue and dequeue, not " + operation.f());
        };
    }

    @Override
    public void requireSense(Operation operation) {
        switch (operation.f()) {
            case "enqueue" -> Answers.repeats(operation);
            case "dequeue" -> Answers.fillsIn(operation);
            default -> throw operation.misfit("a queue has enqueue and dequeue, not " + operation.f());
        }
    }

    @Override
    public boolean observes(Operation operation) {
        return operation.f().equals("dequeue") && operation.output() != null;
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return false;
    }

    @Override
    public String describe(List<Edn> state) {
        return "the queue holds " + EdnWriter.write(new Edn.VectorOf(state));
    }
}
