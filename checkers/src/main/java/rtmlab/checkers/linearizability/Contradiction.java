package rtmlab.checkers.linearizability;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Moment;

/** Why a log cannot have come about: a sentence, and the operations it is about. */
final class Contradiction extends Exception {
    private static final long serialVersionUID = 1;

    final transient List<Operation> culprits;

    Contradiction(String sentence, @Nullable Operation... culprits) {
        super(sentence, null, false, false);
        this.culprits = new ArrayList<>();
        for (var culprit : culprits) {
            if (culprit != null) {
                this.culprits.add(culprit);
            }
        }
    }

    static String invoked(@Nullable Operation operation) {
        return operation == null ? "never" : words(operation.invoked());
    }

    static String answered(@Nullable Operation operation) {
        return operation == null || operation.answered() == null ? "never" : words(operation.answered());
    }

    private static String words(Moment moment) {
        return moment.nanos() == Moment.UNTIMED ? "on line " + moment.line() : "at " + moment;
    }

    static String reader(@Nullable Operation operation) {
        return operation == null
                ? "another"
                : "the " + (operation.f().equals("poll") ? "poll" : "read") + " of process " + operation.process();
    }
}
