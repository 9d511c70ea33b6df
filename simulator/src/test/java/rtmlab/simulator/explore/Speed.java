package rtmlab.simulator.explore;

import java.lang.management.ManagementFactory;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Swarm;

/** Prints how fast a small sample system runs: calm, and with faults. */
public final class Speed {

    private static final int RUNS = 50_000;

    private Speed() {}

    public static void main(String[] args) {
        for (var round = 1; round <= 3; round++) {
            measure("calm", seed -> Choices.calm());
            measure("faults", seed -> Swarm.choices(seed, 60));
        }
    }

    private interface Seeded {
        Choices choices(long seed);
    }

    private static void measure(String name, Seeded seeded) {
        // CPU time, so that a busy machine does not count.
        var threads = ManagementFactory.getThreadMXBean();
        var startNanos = threads.getCurrentThreadCpuTime();
        var steps = 0L;
        for (var seed = 0; seed < RUNS; seed++) {
            steps += LostUpdate.run(10, seeded.choices(seed)).report().steps();
        }
        var nanos = threads.getCurrentThreadCpuTime() - startNanos;
        System.out.printf(
                "%-6s %,8.0f runs/s, %,5d ns/step, %d steps/run%n",
                name, RUNS * 1e9 / nanos, nanos / steps, steps / RUNS);
    }
}
