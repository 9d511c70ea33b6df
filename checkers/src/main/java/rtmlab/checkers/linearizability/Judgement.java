package rtmlab.checkers.linearizability;

import java.util.List;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.promise.Verdict;

/**
 * A verdict on operations, and what it rests on.
 *
 * @param order where the verdict is broken, and a search found it: the longest beginning of the history that can be put
 *     into an order, in that order
 * @param culprits where it is broken: the operations that contradict each other; of a search the one that no order fits
 */
public record Judgement(Verdict verdict, List<Operation> order, List<Operation> culprits) {

    public Judgement {
        order = List.copyOf(order);
        culprits = List.copyOf(culprits);
    }

    static Judgement of(Verdict verdict) {
        return new Judgement(verdict, List.of(), List.of());
    }

    static Judgement broken(String witness, List<Operation> order, List<Operation> culprits) {
        return new Judgement(new Verdict.Broken(witness, List.of()), order, culprits);
    }
}
