package rtmlab.harness.boot;

import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * What it takes to work out a whole team, row by row, as it is loaded into the database.
 *
 * @param memberships how many there were, beside as many users and channels
 * @param took to work all of it out once
 * @param heldBytes the most that was alive of it at one time, by looks after full collections on the way
 */
public record Generation(int users, long memberships, Duration took, long heldBytes) {

    /** Room for the members of one channel, which may be the whole team; not for the memberships of all. */
    public static final long HELD_GOAL_BYTES = 32_000_000;

    private static final int LOOKS = 10;

    /** Twice over: once for the time, once for the heap. */
    public static Generation of(GeneratedTeam team) {
        var began = System.nanoTime();
        var memberships = walk(team, _ -> {});
        var took = Duration.ofNanos(System.nanoTime() - began);
        var heap = new Heap();
        walk(team, number -> {
            // The first channel holds everybody: halfway through, as much of it is held as ever will be.
            if (number == team.size() / 2 || number % (1 + memberships / LOOKS) == 0) {
                heap.look();
            }
        });
        return new Generation(team.size(), memberships, took, heap.most);
    }

    public boolean isBounded() {
        return heldBytes <= HELD_GOAL_BYTES;
    }

    public long membershipsPerSecond() {
        return Math.round(memberships / (took.toNanos() / 1e9));
    }

    private static long walk(GeneratedTeam team, LongConsumer afterMembership) {
        TeamInDatabase.members(team).forEach(_ -> {});
        TeamInDatabase.channels(team).forEach(_ -> {});
        var number = 0L;
        for (var _ : TeamInDatabase.memberships(team)) {
            afterMembership.accept(++number);
        }
        return number;
    }

    /** How much more this process's heap holds than when this was made. */
    private static final class Heap {
        private final long before = alive();
        private long most;

        void look() {
            most = Math.max(most, alive() - before);
        }

        private static long alive() {
            System.gc();
            var runtime = Runtime.getRuntime();
            return runtime.totalMemory() - runtime.freeMemory();
        }
    }
}
