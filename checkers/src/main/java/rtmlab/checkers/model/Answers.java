package rtmlab.checkers.model;

import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Words;

/** Whether an answer is about what was asked: one that is not belongs to another call, and no verdict rests on it. */
final class Answers {
    private Answers() {}

    /** Requires of an operation that was answered ok that the answer repeats what was asked, or is nil. */
    static void repeats(Operation operation) {
        repeats(operation, operation.input(), operation.output());
    }

    static void repeats(Operation operation, Edn asked, @Nullable Edn answered) {
        if (answered != null && !isNil(answered) && !answered.equals(asked)) {
            throw operation.misanswer("process " + operation.process() + " is answered "
                    + Words.cut(EdnWriter.write(answered)) + ", but it had asked for " + Words.a(operation.f()) + " of "
                    + Words.cut(EdnWriter.write(asked)) + " on line "
                    + operation.invoked().line()
                    + (isOfKey(asked, answered)
                            ? "; of several objects each operation names its own as :key, not as [key value]"
                            : ""));
        }
    }

    private static boolean isOfKey(Edn asked, Edn answered) {
        var before = Collections.items(asked);
        var after = Collections.items(answered);
        return before != null
                && after != null
                && before.size() == 2
                && after.size() == 2
                && isNil(before.getLast())
                && before.getFirst().equals(after.getFirst());
    }

    /** Requires of an operation that was answered ok that it was asked with nil, or with what the answer is. */
    static void fillsIn(Operation operation) {
        fillsIn(operation, operation.input(), operation.output());
    }

    static void fillsIn(Operation operation, Edn asked, @Nullable Edn answered) {
        if (!isNil(asked)) {
            repeats(operation, asked, answered);
        }
    }

    static boolean isNil(Edn value) {
        return value instanceof Edn.Nil;
    }
}
