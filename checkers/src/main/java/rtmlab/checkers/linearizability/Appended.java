package rtmlab.checkers.linearizability;

import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.model.LogCall.Append;

/** One append to a log, and where in the log it stands, once that is known. */
final class Appended {
    static final int NOWHERE = -1;

    final Operation operation;
    final int invokedAt;
    final int answeredAt;
    final Edn value;

    /** The offset that its answer told, or NOWHERE. */
    final long offset;

    int position = NOWHERE;

    /** Which seat it has while it is under way: {@link Supply}. */
    int seat = NOWHERE;

    Appended(Operation operation, Append append) {
        this.operation = operation;
        this.invokedAt = operation.invokedAt();
        this.answeredAt = operation.answeredAt();
        this.value = append.value();
        this.offset = append.offset() == null ? NOWHERE : append.offset();
    }

    String words() {
        return "append " + Words.cut(EdnWriter.write(value)) + " of process " + operation.process();
    }
}
