package rtmlab.simulator.explore;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Menu;
import rtmlab.simulator.choice.Swarm;
import rtmlab.simulator.world.Mishap;

/**
 * Looks for runs in which a promise breaks.
 *
 * <p>What it finds does not depend on the number of threads, unless the budget ends it: of all runs that break a promise
 * the one with the fewest departures is kept, and of those the one that comes first.
 */
public final class Explorer<O extends Outcome> {

    private final Experiment<O> experiment;
    private final Budget budget;
    private final int threads;
    private final Consumer<Findings<O>> progress;

    /**
     * An explorer of one experiment.
     *
     * @param progress told about twice a second how far it is
     */
    public Explorer(Experiment<O> experiment, Budget budget, int threads, Consumer<Findings<O>> progress) {
        this.experiment = experiment;
        this.budget = budget;
        this.threads = threads;
        this.progress = progress;
    }

    /** On the calling thread alone, and silently. */
    public Explorer(Experiment<O> experiment, Budget budget) {
        this(experiment, budget, 1, _ -> {});
    }

    /**
     * Makes every run that departs from the calm one at most so many times, each once, those with the fewest departures
     * first: what it finds first is smallest.
     */
    public Findings<O> exhaust(int departures) {
        return exhaust(departures, _ -> true);
    }

    /** As {@link #exhaust(int)}, with those departures only whose words pass. */
    public Findings<O> exhaust(int departures, Predicate<String> words) {
        var search = new Search<>(experiment, budget, progress);
        var parents = search.runAll(List.of(new Prefix()).iterator(), threads, departures > 0);
        for (var level = 1; level <= departures && search.goesOn(); level++) {
            parents = search.runAll(new Children(parents, words), threads, level < departures);
        }
        return search.findings();
    }

    /** Crashes a node once at every step of the calm run, before its effect and after it. */
    public Findings<O> sweep() {
        var crashes = Set.of(Mishap.CRASH_BEFORE.words(), Mishap.CRASH_AFTER.words());
        return exhaust(1, crashes::contains);
    }

    /** Makes one random run for every seed from the first one on, each with a mix of faults of its own. */
    public Findings<O> sample(long firstSeed, long seeds) {
        var search = new Search<>(experiment, budget, progress);
        var calm = search.runAll(List.of(new Prefix()).iterator(), 1, true);
        var picks = calm.isEmpty() ? 1 : calm.getFirst().open().size();
        Iterator<Candidate> all = LongStream.range(firstSeed, firstSeed + seeds)
                .<Candidate>mapToObj(seed -> () -> Swarm.choices(seed, picks))
                .iterator();
        if (search.goesOn()) {
            search.runAll(all, threads, false);
        }
        return search.findings();
    }

    /** Choices that are yet to be run. */
    interface Candidate {

        Choices choices();

        /** How many of a run's first picks this determines. */
        default int length() {
            return 0;
        }

        /** The numbers that it determines. */
        default int[] values() {
            return new int[0];
        }
    }

    /** The first numbers of a list, the last of them a departure; calm from there on. */
    private static final class Prefix implements Candidate {
        private final int[] values;

        Prefix(int... values) {
            this.values = values;
        }

        /** This, then calm up to an index, and there the option. */
        Prefix departingAt(int index, int option) {
            var longer = Arrays.copyOf(values, index + 1);
            longer[index] = option;
            return new Prefix(longer);
        }

        @Override
        public Choices choices() {
            return Choices.replay(values);
        }

        @Override
        public int length() {
            return values.length;
        }

        @Override
        public int[] values() {
            return values;
        }
    }

    /** A run that was made, and the menus of all picks that its candidate had left open: where others can depart. */
    record Parent(long order, Candidate candidate, List<Menu> open) {}

    /** All runs with one more departure than their parents, each behind its parent's last. */
    private static final class Children implements Iterator<Candidate> {
        private final Iterator<Parent> parents;
        private final Predicate<String> words;
        private List<Menu> open = List.of();
        private Prefix prefix = new Prefix();
        private int index;
        private int option;

        Children(List<Parent> parents, Predicate<String> words) {
            this.parents = parents.stream()
                    .sorted(Comparator.comparingLong(Parent::order))
                    .iterator();
            this.words = words;
            advance();
        }

        @Override
        public boolean hasNext() {
            return index < open.size();
        }

        @Override
        public Candidate next() {
            var child = prefix.departingAt(prefix.length() + index, option);
            advance();
            return child;
        }

        private void advance() {
            while (true) {
                option++;
                while (index < open.size() && option >= open.get(index).size()) {
                    index++;
                    option = 1;
                }
                if (index < open.size()) {
                    if (words.test(open.get(index).words(option))) {
                        return;
                    }
                } else if (parents.hasNext()) {
                    var parent = parents.next();
                    open = parent.open();
                    prefix = new Prefix(parent.candidate().values());
                    index = 0;
                    option = 0;
                } else {
                    return;
                }
            }
        }
    }
}
