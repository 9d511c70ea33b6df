package rtmlab.checkers.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Outcome;

/**
 * When a register could not be reached, as far as one can tell: a read or a write, which cannot fail otherwise, failed,
 * and from the last answer before that until the next one after it nobody was answered.
 *
 * <p>It knows one register; of several, each has its own.
 */
public final class OutOfReach {
    private static final OutOfReach NEVER = new OutOfReach(List.of(), null);

    private final List<Span> spans;
    private final @Nullable Operation first;

    private record Span(int from, int to) {}

    private OutOfReach(List<Span> spans, @Nullable Operation first) {
        this.spans = spans;
        this.first = first;
    }

    static OutOfReach never() {
        return NEVER;
    }

    static OutOfReach in(List<Operation> history) {
        var failed = history.stream()
                .filter(operation -> operation.outcome() == Outcome.FAILED)
                .filter(operation -> !operation.f().equals("cas"))
                .sorted(Comparator.comparingInt(Operation::invokedAt))
                .toList();
        if (failed.isEmpty()) {
            return NEVER;
        }
        var answers = history.stream()
                .filter(operation -> operation.outcome() == Outcome.OK)
                .mapToInt(Operation::answeredAt)
                .sorted()
                .toArray();
        var spans = new ArrayList<Span>();
        for (var operation : failed) {
            spans.add(new Span(last(answers, operation.invokedAt()), next(answers, operation.answeredAt())));
        }
        return new OutOfReach(spans, failed.getFirst());
    }

    private static int last(int[] answers, int before) {
        int last = -1;
        for (int answer : answers) {
            last = answer < before ? answer : last;
        }
        return last;
    }

    private static int next(int[] answers, int after) {
        for (int answer : answers) {
            if (answer > after) {
                return answer;
            }
        }
        return Operation.NEVER;
    }

    /** Tells whether the register was out of reach at some time while this operation ran. */
    boolean explains(Operation operation) {
        return spans.stream().anyMatch(span -> operation.invokedAt() < span.to && span.from < operation.answeredAt());
    }

    /** The first read or write that failed, or null if none did. */
    @Nullable
    Operation first() {
        return first;
    }
}
