package rtmlab.simulator.explore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Menu;
import rtmlab.simulator.explore.Explorer.Candidate;
import rtmlab.simulator.explore.Explorer.Parent;

/** One exploration under way: hands out candidates to its threads, and keeps the smallest violations. */
final class Search<O extends Outcome> {

    private static final long PROGRESS_NANOS = Duration.ofMillis(500).toNanos();

    private final Experiment<O> experiment;
    private final Budget budget;
    private final Consumer<Findings<O>> progress;
    private final long startNanos = System.nanoTime();
    private final Map<String, Violation<O>> violations = new TreeMap<>();
    private long handedOut;
    private long runs;
    private long toldNanos = startNanos;
    private boolean cutShort;
    private @Nullable Throwable defect;

    Search(Experiment<O> experiment, Budget budget, Consumer<Findings<O>> progress) {
        this.experiment = experiment;
        this.budget = budget;
        this.progress = progress;
    }

    /** Whether neither the budget nor a violation has ended the search. */
    synchronized boolean goesOn() {
        return !cutShort && defect == null;
    }

    /** Runs all candidates; gives back their runs where they are wanted as parents. */
    List<Parent> runAll(Iterator<? extends Candidate> candidates, int threads, boolean parentsWanted) {
        var parents = new ArrayList<Parent>();
        Workers.run(threads, () -> {
            for (var next = next(candidates); next != null; next = next(candidates)) {
                run(next, parentsWanted ? parents : null);
            }
        });
        rethrowDefect();
        return parents;
    }

    /** A candidate and its place among all. */
    private record Numbered(long order, Candidate candidate) {}

    private synchronized @Nullable Numbered next(Iterator<? extends Candidate> candidates) {
        if (!goesOn() || !candidates.hasNext()) {
            return null;
        }
        if (handedOut >= budget.maxRuns() || elapsed().compareTo(budget.maxTime()) > 0) {
            cutShort = true;
            return null;
        }
        return new Numbered(handedOut++, candidates.next());
    }

    private void run(Numbered numbered, @Nullable List<Parent> parents) {
        var candidate = numbered.candidate();
        var choices = candidate.choices();
        try {
            var outcome = experiment.run(choices);
            if (choices.size() < candidate.length()) {
                throw new IllegalStateException("the same choices gave another run: " + candidate.length()
                        + " picks were expected, " + choices.size() + " came; " + choices);
            }
            note(numbered.order(), choices, outcome);
            if (parents != null) {
                keep(parents, new Parent(numbered.order(), candidate, menusFrom(choices, candidate.length())));
            }
        } catch (RuntimeException | Error failure) {
            fail(failure);
        }
    }

    private static List<Menu> menusFrom(Choices choices, int index) {
        var menus = new ArrayList<Menu>(choices.size() - index);
        for (var pick = index; pick < choices.size(); pick++) {
            menus.add(choices.menu(pick));
        }
        return menus;
    }

    private synchronized void keep(List<Parent> parents, Parent parent) {
        parents.add(parent);
    }

    private synchronized void note(long order, Choices choices, O outcome) {
        runs++;
        outcome.broken().forEach((promise, witness) -> {
            var violation = new Violation<>(promise, witness, choices.departures(), outcome, order);
            violations.merge(promise, violation, (one, other) -> other.isSmallerThan(one) ? other : one);
            if (budget.stopsAtFirst()) {
                cutShort = true;
            }
        });
        var now = System.nanoTime();
        if (now - toldNanos > PROGRESS_NANOS) {
            toldNanos = now;
            progress.accept(findings());
        }
    }

    private synchronized void fail(Throwable failure) {
        if (defect == null) {
            defect = failure;
        }
    }

    private synchronized void rethrowDefect() {
        switch (defect) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    synchronized Findings<O> findings() {
        return new Findings<>(runs, elapsed(), !cutShort, violations);
    }
}
