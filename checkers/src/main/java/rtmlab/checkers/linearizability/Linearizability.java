package rtmlab.checkers.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Outcome;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.model.Model;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * Linearizability: every operation takes effect at one moment between its invocation and its answer.
 *
 * <p>Precisely: there is an order of the operations in which one that was answered before another was invoked comes
 * first, and in which the model gives every answer that was given. Failed operations had no effect and are left out,
 * except where {@link Model#failureTells}. One whose fate is unknown may take effect at any time after its invocation,
 * or never.
 */
public final class Linearizability {
    private static final Edn WHOLE = Edn.nil();

    private Linearizability() {}

    public static <S> Judgement check(List<Operation> history, Model<S> model) {
        return check(history, model, Limits.none());
    }

    /** Throws IllegalArgumentException when the history holds an operation that the model does not have. */
    public static <S> Judgement check(List<Operation> history, Model<S> model, Limits limits) {
        history.forEach(model::requireSense);
        var deadline = new Deadline(limits);
        var judgement = judge(history, model, deadline);
        var doubt = model.doubt();
        if (doubt == null || !(judgement.verdict() instanceof Broken)) {
            return judgement;
        }
        var otherwise = judge(history, doubt.otherwise(), deadline);
        return otherwise.verdict() instanceof Broken
                ? otherwise
                : Judgement.of(new Undecided(doubt.why() + "; if it found another value, "
                        + judgement.verdict().explanation()));
    }

    private static <S> Judgement judge(List<Operation> history, Model<S> model, Deadline deadline) {
        var parts = parts(history, model);
        long tested = 0;
        @Nullable Judgement undecided = null;
        for (var part : parts) {
            var outcome = search(model, part, deadline);
            switch (outcome) {
                case Search.Fits<S> fits -> tested += fits.tells() ? 1 : 0;
                case Search.GivenUp<S>(var why) ->
                    undecided = undecided == null ? Judgement.of(new Undecided(why + on(part))) : undecided;
                case Search.Stuck<S> stuck -> {
                    return broken(stuck, model, part);
                }
            }
        }
        return undecided == null ? Judgement.of(fits(parts, model, tested, model.leftOut(history))) : undecided;
    }

    private static <S> Search.Result<S> search(Model<S> model, Part part, Deadline deadline) {
        try {
            var result = search(model, part, deadline, Operation.NEVER);
            return result instanceof Search.Stuck<S> stuck && stuck.lookedAhead()
                    ? firstThatFitsNoOrder(model, part, deadline, stuck)
                    : result;
        } catch (OutOfMemoryError _) {
            // What filled the memory was the search's, a model's states most of all, and is free again now.
            return new Search.GivenUp<>("the search ran out of memory");
        }
    }

    private static <S> Search.Result<S> search(Model<S> model, Part part, Deadline deadline, int until) {
        return new Search<>(model, part.operations(), deadline, until).run();
    }

    /** Finds, by halving, the first answer up to which no order fits: a search that looks ahead gives up before it. */
    private static <S> Search.Result<S> firstThatFitsNoOrder(
            Model<S> model, Part part, Deadline deadline, Search.Stuck<S> stuck) {
        var byAnswer = part.operations().stream()
                .filter(operation -> operation.answeredAt() != Operation.NEVER)
                .sorted(Comparator.comparingInt(Operation::answeredAt))
                .toList();
        int low = 0;
        int high = byAnswer.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            switch (search(model, part, deadline, byAnswer.get(middle).answeredAt() + 1)) {
                case Search.Fits<S> _ -> low = middle + 1;
                case Search.Stuck<S> _ -> high = middle;
                case Search.GivenUp<S> givenUp -> {
                    return givenUp;
                }
            }
        }
        var culprit = byAnswer.get(low);
        return switch (search(model, part, deadline, culprit.answeredAt())) {
            case Search.Fits<S> fits -> new Search.Stuck<>(culprit, fits.order(), fits.state(), false);
            case Search.GivenUp<S> givenUp -> givenUp;
            case Search.Stuck<S> _ -> stuck;
        };
    }

    /** What is done to one of several independent objects. */
    private record Part(Edn name, List<Operation> operations) {}

    // The smallest first: what is broken there has the shortest witness, and a hard one does not use up the time of
    // all.
    private static List<Part> parts(List<Operation> history, Model<?> model) {
        Map<Edn, List<Operation>> parts = new LinkedHashMap<>();
        for (var operation : history) {
            if (operation.outcome() != Outcome.FAILED || model.failureTells(operation)) {
                parts.computeIfAbsent(model.part(operation), _ -> new ArrayList<>())
                        .add(operation);
            }
        }
        return parts.entrySet().stream()
                .map(part -> new Part(part.getKey(), part.getValue()))
                .sorted(Comparator.comparingInt(part -> part.operations().size()))
                .toList();
    }

    /**
     * @param tested how many parts there are of which some answer looked at what had been done
     * @param leftOut what was not judged, or null
     */
    private static Verdict fits(List<Part> parts, Model<?> model, long tested, @Nullable String leftOut) {
        long unknown = 0;
        long answered = 0;
        for (var part : parts) {
            for (var operation : part.operations()) {
                if (operation.outcome() == Outcome.UNKNOWN) {
                    unknown++;
                } else {
                    answered++;
                }
            }
        }
        if (answered == 0) {
            return new Undecided("no operation was answered");
        }
        if (tested == 0) {
            return new Undecided("nothing was put to the test: " + untested(parts, model));
        }
        long untested = parts.size() - tested;
        return new Kept(Words.count(answered, "answered operation") + " fit one order"
                + (parts.size() == 1 ? "" : " on each of " + parts.size() + " keys")
                + (untested == 0 ? "" : ", on " + untested + " of which no answer put anything to the test")
                + (unknown == 0 ? "" : ", among " + unknown + " whose fate is unknown")
                + (leftOut == null ? "" : "; " + leftOut));
    }

    private static String untested(List<Part> parts, Model<?> model) {
        boolean observed = parts.stream()
                .flatMap(part -> part.operations().stream())
                .anyMatch(operation -> operation.outcome() != Outcome.UNKNOWN && model.observes(operation));
        return observed
                ? "every answer that tells what there was can have been given before anything had changed it"
                : "no answer tells what there was";
    }

    private static <S> Judgement broken(Search.Stuck<S> stuck, Model<S> model, Part part) {
        var order = stuck.order();
        var witness = "no order fits " + stuck.culprit().sentence() + on(part) + ": "
                + (order.isEmpty()
                        ? "at the beginning "
                        : "the longest order of what happened until then, " + Words.count(order.size(), "operation")
                                + ", ends with " + order.getLast().sentence() + ", and ")
                + model.describe(stuck.state());
        return Judgement.broken(witness, order, List.of(stuck.culprit()));
    }

    private static String on(Part part) {
        return part.name().equals(WHOLE) ? "" : ", on the key " + Words.cut(EdnWriter.write(part.name()));
    }
}
