package rtmlab.checkers.history;

import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;

/**
 * One call of a client's on a shared object, from its invocation to its answer.
 *
 * <p>{@code invokedAt} and {@code answeredAt} are places in the order of all invocations and answers of its history.
 *
 * @param key which of several objects it was called on; nil where there is one
 * @param input the value that the call was invoked with
 * @param output the value that it was answered with; null unless it was answered {@code :ok}
 * @param answeredAt {@link #NEVER} unless the call is known to have ended
 */
public record Operation(
        long process,
        String f,
        Edn key,
        Edn input,
        @Nullable Edn output,
        Outcome outcome,
        int invokedAt,
        int answeredAt,
        Moment invoked,
        @Nullable Moment answered) {

    /** The place of an answer that never came, behind all others. */
    public static final int NEVER = Integer.MAX_VALUE;

    /** What its client knows about an operation. */
    public enum Outcome {
        /** It took effect between its invocation and its answer. */
        OK,
        /** It had no effect. */
        FAILED,
        /** It may take effect at any time after its invocation, or never. */
        UNKNOWN
    }

    /** Where the file tells of an invocation or an answer, and when it happened: {@link #UNTIMED} if it does not say. */
    public record Moment(int line, long nanos) {
        public static final long UNTIMED = -1;

        @Override
        public String toString() {
            return nanos == UNTIMED ? "line " + line : String.format("%.6f s, line %d", nanos / 1e9, line);
        }
    }

    public Operation {
        if (invokedAt >= answeredAt) {
            throw new IllegalArgumentException("an operation is invoked (" + invokedAt + ") before it is answered ("
                    + answeredAt + "), not after that");
        }
        if ((outcome == Outcome.OK) != (output != null)) {
            throw new IllegalArgumentException("an operation has an output when it is ok, and only then");
        }
        if ((outcome == Outcome.UNKNOWN) != (answeredAt == NEVER)) {
            throw new IllegalArgumentException("an operation is answered never when its outcome is unknown, only then");
        }
    }

    /** Writes what was asked and answered: {@code read → 3}, {@code write 4}, {@code cas [1 2] failed}. */
    public String call() {
        var nil = Edn.nil();
        var words = new StringBuilder(f);
        if (!input.equals(nil)) {
            words.append(' ').append(Words.cut(EdnWriter.write(input)));
        }
        if (!key.equals(nil)) {
            words.append(" on ").append(EdnWriter.write(key));
        }
        switch (outcome) {
            case OK -> {
                if (output != null && (input.equals(nil) || !output.equals(input))) {
                    words.append(" → ").append(Words.cut(EdnWriter.write(output)));
                }
            }
            case FAILED -> words.append(" failed");
            case UNKNOWN -> words.append(" unanswered");
        }
        return words.toString();
    }

    /** Writes the call, whose it was and where it stands: {@code process 3's "read → 3" (lines 7 to 9)}. */
    public String sentence() {
        var lines = answered == null ? "line " + invoked.line() : "lines " + invoked.line() + " to " + answered.line();
        return "process " + process + "'s \"" + call() + "\" (" + lines + ")";
    }

    /** Complains that the answer is not about what was asked. */
    public IllegalArgumentException misanswer(String why) {
        return new IllegalArgumentException("line " + (answered == null ? invoked : answered).line() + ": " + why);
    }

    /** Complains that a model cannot make sense of this operation. */
    public IllegalArgumentException misfit(String why) {
        return new IllegalArgumentException("line " + invoked.line() + ": " + why);
    }
}
