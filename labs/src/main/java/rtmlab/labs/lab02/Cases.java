package rtmlab.labs.lab02;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.History;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.Workload;
import rtmlab.labs.Recordings;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Swarm;
import rtmlab.updated.UpdatedArchitecture;

/**
 * Histories in which faults struck and every promise was kept, recorded on real processes or simulated; and the same with a
 * bug planted in them.
 */
final class Cases {

    private static final int RUNS = 60;
    private static final int PER_BUG = 6;
    private static final int USUAL_PICKS = 200;

    /** Not every place at which something is made wrong makes a breach of it. */
    private static final int TRIES = 20;

    private final long seed;

    /** Each bug is one subject's. */
    private final Map<Bug, List<Case>> made = new EnumMap<>(Bug.class);

    /** A breach, in a history that is otherwise in order. */
    record Case(List<Event> kept, List<Event> planted, String witness) {}

    /** Those of one student. */
    Cases(long seed) {
        this.seed = seed;
    }

    /** Histories with this bug; made once. */
    List<Case> with(Subject subject, Bug bug) {
        return made.computeIfAbsent(bug, _ -> make(subject, bug));
    }

    private List<Case> make(Subject subject, Bug bug) {
        var random = new SplittableRandom(seed + List.of(Bug.values()).indexOf(bug));
        var cases = new ArrayList<Case>();
        for (var kept : Runs.KEPT) {
            if (cases.size() == PER_BUG) {
                break;
            }
            planted(subject, bug, kept, random).ifPresent(cases::add);
        }
        if (cases.size() < PER_BUG) {
            throw new IllegalStateException("only " + cases.size() + " histories have a place for " + bug);
        }
        return cases;
    }

    /** What is a breach is decided by our checkers, not by whoever planted it. */
    private static Optional<Case> planted(Subject subject, Bug bug, List<Event> kept, SplittableRandom random) {
        for (var count = 0; count < TRIES; count++) {
            var planted = bug.in(kept, random);
            var witness = planted.flatMap(events -> witness(subject, events));
            if (planted.isPresent() && witness.isPresent()) {
                return Optional.of(new Case(kept, planted.get(), witness.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> witness(Subject subject, List<Event> planted) {
        return subject.verdicts(Promises.check(new History(planted))).stream()
                .filter(Broken.class::isInstance)
                .map(Verdict::explanation)
                .findFirst();
    }

    /** Histories that keep the promise: those of runs, and some that look as if they broke it. */
    static List<List<Event>> kept(Subject subject) {
        var histories = new ArrayList<>(Runs.KEPT);
        histories.addAll(Traps.all());
        histories.removeIf(
                history -> subject.verdicts(verdicts(history)).stream().anyMatch(Broken.class::isInstance));
        return histories;
    }

    static Map<String, Verdict> verdicts(List<Event> history) {
        return Promises.check(new History(history));
    }

    /** Made once in a process. */
    private static final class Runs {
        static final List<List<Event>> KEPT = kept();

        private static List<List<Event>> kept() {
            var architecture = new UpdatedArchitecture();
            var exploration = new Exploration(
                    architecture, Mechanisms.defaultsOf(architecture), new Workload(3, 2, 6), Faults.NETWORK);
            var histories = new ArrayList<List<Event>>();
            Recordings.kept().forEach(recorded -> histories.add(recorded.events()));
            for (var seed = 1; seed <= RUNS; seed++) {
                var outcome = exploration.run(Swarm.choices(seed, USUAL_PICKS));
                if (outcome.broken().isEmpty() && outcome.verdicts().get("no-lost-ack") instanceof Kept) {
                    histories.add(outcome.history().events());
                }
            }
            return List.copyOf(histories);
        }
    }
}
