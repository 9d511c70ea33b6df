package rtmlab.checkers.linearizability;

import java.util.List;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Outcome;
import rtmlab.checkers.model.Model;

/** Tries every order: too slow for anything but a handful of operations, and too simple to be wrong. */
public final class BruteForce<S> {
    private final Model<S> model;
    private final List<Operation> operations;
    private final long until;

    private BruteForce(Model<S> model, List<Operation> history, long until) {
        this.model = model;
        this.operations = history.stream()
                .filter(operation -> operation.outcome() != Outcome.FAILED || model.failureTells(operation))
                .filter(operation -> operation.invokedAt() < until)
                .toList();
        this.until = until;
    }

    public static <S> boolean fits(Model<S> model, List<Operation> history) {
        return fitsUntil(model, history, Operation.NEVER);
    }

    /** Judges the beginning of a history: what was answered before this place must fit, what was invoked may. */
    static <S> boolean fitsUntil(Model<S> model, List<Operation> history, long until) {
        return new BruteForce<>(model, history, until).fitsFrom(model.initial(), 0);
    }

    private boolean fitsFrom(S state, int done) {
        int firstAnswer = Operation.NEVER;
        boolean complete = true;
        for (int i = 0; i < operations.size(); i++) {
            if ((done >> i & 1) == 0) {
                firstAnswer = Math.min(firstAnswer, operations.get(i).answeredAt());
                complete &= operations.get(i).answeredAt() >= until;
            }
        }
        if (complete) {
            return true;
        }
        for (int i = 0; i < operations.size(); i++) {
            if ((done >> i & 1) == 0 && operations.get(i).invokedAt() < firstAnswer) {
                var after = model.step(state, operations.get(i));
                if (after != null && fitsFrom(after, done | 1 << i)) {
                    return true;
                }
            }
        }
        return false;
    }
}
