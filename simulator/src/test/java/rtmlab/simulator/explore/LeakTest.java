package rtmlab.simulator.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.NodeName;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Swarm;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

/** Nothing of a run outlasts it, finished or abandoned, however many there are. */
class LeakTest {

    @Test
    void twoHundredThousandRunsLeaveNothingBehind() {
        var before = usedBytesAndThreads();
        for (var seed = 0; seed < 200_000; seed++) {
            LostUpdate.run(1, Swarm.choices(seed, 15));
        }
        var after = usedBytesAndThreads();

        assertThat(after[0] - before[0]).isLessThan(20_000_000);
        assertThat(after[1]).isLessThanOrEqualTo(before[1] + 1);
    }

    @Test
    void anAbandonedRunIsGarbageWithAllItsWaitingTasks() {
        var left = abandonedRun();
        for (var round = 0; round < 20 && left.get() != null; round++) {
            System.gc();
        }

        assertThat(left.get()).isNull();
    }

    private static WeakReference<byte[]> abandonedRun() {
        var held = new byte[1_000];
        var left = new WeakReference<>(held);
        try (var world = new World(Settings.DEFAULT, Choices.calm())) {
            world.startServer(
                    new NodeName("worker-1"),
                    () -> host -> host.spawn("work", () -> {
                        host.redis().brpop("jobs");
                        held[0] = 1;
                    }));
            world.startServer(new NodeName("sleeper-1"), () -> host -> {
                host.clock().sleep(Duration.ofDays(1));
                held[0] = 2;
            });
            world.settle();
        }
        return left;
    }

    private static long[] usedBytesAndThreads() {
        System.gc();
        var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new long[] {memory, ManagementFactory.getThreadMXBean().getThreadCount()};
    }
}
