package rtmlab.simulator.explore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;

/**
 * Makes a run that breaks a promise as small as it gets: until the workload cannot be made smaller, and no single
 * departure can be left out or made milder, without the promise being kept.
 *
 * <p>It acts on departures by name, so that leaving one out does not shift the meaning of those behind it.
 */
public final class Shrinker<W, O extends Outcome> {

    private final Trial<W, O> trial;
    private final Function<W, List<W>> smallerWorkloads;
    private long runs;

    /**
     * A shrinker of one trial.
     *
     * @param smallerWorkloads what a workload could be replaced by, the most daring first; none for the smallest
     */
    public Shrinker(Trial<W, O> trial, Function<W, List<W>> smallerWorkloads) {
        this.trial = trial;
        this.smallerWorkloads = smallerWorkloads;
    }

    /** A run that breaks the promise and cannot be made smaller, and how many runs it took to find it. */
    public record Shrunk<W, O extends Outcome>(W workload, Violation<O> violation, long runs) {}

    /**
     * Shrinks a run.
     *
     * @throws IllegalArgumentException when the run does not break the promise
     */
    public Shrunk<W, O> shrink(W workload, Collection<Departure> departures, String promise) {
        runs = 0;
        var smallest = attempt(workload, departures, promise);
        if (smallest == null) {
            throw new IllegalArgumentException("these departures do not break " + promise + ": " + departures);
        }
        for (var smaller = firstSmaller(smallest, promise); smaller != null; ) {
            smallest = smaller;
            smaller = firstSmaller(smallest, promise);
        }
        return new Shrunk<>(smallest.workload, smallest.violation, runs);
    }

    /** A run that was made and breaks the promise. */
    private record Made<W, O extends Outcome>(W workload, Choices choices, Violation<O> violation) {}

    /** One step further down, if there is one. */
    private @Nullable Made<W, O> firstSmaller(Made<W, O> from, String promise) {
        for (var workload : smallerWorkloads.apply(from.workload)) {
            var made = attempt(workload, from.violation.departures(), promise);
            if (made != null) {
                return made;
            }
        }
        return Stream.concat(withOneLess(from), withOneMilder(from))
                .map(departures -> attempt(from.workload, departures, promise))
                .filter(made -> made != null && isSmaller(made.choices, from.choices))
                .findFirst()
                .orElse(null);
    }

    private static <W, O extends Outcome> Stream<List<Departure>> withOneLess(Made<W, O> from) {
        var departures = from.violation.departures();
        return Stream.iterate(0, index -> index < departures.size(), index -> index + 1)
                .map(left -> {
                    var fewer = new ArrayList<>(departures);
                    fewer.remove(left.intValue());
                    return fewer;
                });
    }

    private static <W, O extends Outcome> Stream<List<Departure>> withOneMilder(Made<W, O> from) {
        var candidates = new ArrayList<List<Departure>>();
        var departures = from.violation.departures();
        var departed = 0;
        for (var index = 0; index < from.choices.size(); index++) {
            if (from.choices.value(index) != 0) {
                for (var milder = 1; milder < from.choices.value(index); milder++) {
                    var others = new ArrayList<>(departures);
                    others.set(departed, from.choices.departure(index, milder));
                    candidates.add(others);
                }
                departed++;
            }
        }
        return candidates.stream();
    }

    private @Nullable Made<W, O> attempt(W workload, Collection<Departure> departures, String promise) {
        runs++;
        var choices = Choices.named(departures);
        var outcome = trial.run(workload, choices);
        var witness = outcome.broken().get(promise);
        if (witness == null) {
            return null;
        }
        // What was named and never came is left out from here on.
        return new Made<>(workload, choices, new Violation<>(promise, witness, choices.departures(), outcome, runs));
    }

    /** Fewer departures, or as many and milder ones: so the shrinking ends. */
    private static boolean isSmaller(Choices one, Choices other) {
        return one.departed() < other.departed() || (one.departed() == other.departed() && sum(one) < sum(other));
    }

    private static int sum(Choices choices) {
        var sum = 0;
        for (var index = 0; index < choices.size(); index++) {
            sum += choices.value(index);
        }
        return sum;
    }
}
