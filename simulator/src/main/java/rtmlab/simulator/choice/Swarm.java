package rtmlab.simulator.choice;

import java.util.SplittableRandom;

/**
 * Random choices of one seed, with a mix of faults and a rate that the seed picks as well.
 *
 * <p>Every seed switches about half of all options off and weighs the rest anew. A run that mixes all kinds of faults
 * evenly seldom goes deep into one of them; over many seeds, runs with few kinds find what such a run hides ("swarm
 * testing", Groce et al.).
 */
public final class Swarm implements Choices.Source {

    /** Departures that a run of the expected length has on average: one of these, by seed. */
    private static final int[] DEPARTURES = {1, 1, 2, 2, 3, 5, 8};

    private final long seed;
    private final SplittableRandom random;
    private final double logOfCalm;
    private long untilNext;

    /** Without an end, a system that retries for as long as it is struck would be struck for as long as it retries. */
    private int left;

    /**
     * The numbers of one seed.
     *
     * @param picksExpected about how many picks a run makes, such as the calm run does
     */
    public Swarm(long seed, int picksExpected) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        var departures = DEPARTURES[random.nextInt(DEPARTURES.length)];
        var rate = Math.min(0.5, (double) departures / Math.max(1, picksExpected));
        this.logOfCalm = Math.log1p(-rate);
        this.untilNext = gap();
        this.left = 2 * departures;
    }

    public static Choices choices(long seed, int picksExpected) {
        return new Choices(new Swarm(seed, picksExpected));
    }

    @Override
    public int next(int index, Menu menu, Object subject, int occurrence) {
        if (left == 0 || untilNext-- > 0) {
            return 0;
        }
        untilNext = gap();
        left--;
        return option(menu);
    }

    /** Picks to the next departure: one draw for many uneventful picks. */
    private long gap() {
        return (long) (Math.log(1 - random.nextDouble()) / logOfCalm);
    }

    private int option(Menu menu) {
        var total = 0;
        for (var option = 1; option < menu.size(); option++) {
            total += weight(menu.words(option));
        }
        if (total == 0) {
            return 0;
        }
        var rest = random.nextInt(total);
        var option = 1;
        while (rest >= weight(menu.words(option))) {
            rest -= weight(menu.words(option));
            option++;
        }
        return option;
    }

    /** 0 for half of all words, 1 to 4 for the others; the same for the same seed and words in every JVM. */
    private int weight(String words) {
        var mixed = (seed + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L ^ words.hashCode() * 0x94D049BB133111EBL;
        mixed = (mixed ^ (mixed >>> 31)) * 0xD6E8FEB86659FD93L;
        var drawn = (int) (mixed >>> 61);
        return Math.max(0, drawn - 3);
    }
}
