package rtmlab.harness.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.real.RealWorld;
import rtmlab.harness.real.Waiting;
import rtmlab.protocol.NodeName;

/** A short, steady load in which one process is killed and started again: what that looks like from outside. */
public final class KillUnderLoad {

    private static final double PER_SECOND = 50;
    private static final Duration LASTS = Duration.ofSeconds(10);
    private static final Duration KILL_AFTER = Duration.ofSeconds(3);
    private static final Duration CALMS_WITHIN = Duration.ofSeconds(20);

    /** Members of experiments on the same servers have other names. */
    private static final int TEAM = 800;

    private static final int TEXT_BYTES = 100;

    private KillUnderLoad() {}

    /** What is said of it beside its picture. */
    public static String about(NodeName victim) {
        return "%.0f messages a second, kill -9 of %s".formatted(PER_SECOND, victim);
    }

    /** Returns when the node serves again, and when it is known of the messages what became of them, or soon after. */
    public static LoadFigures of(RealWorld world, NodeName victim) throws InterruptedException {
        try (var crew = new Crew(world, List::of, Team.of(3, 2, TEAM), TEXT_BYTES)) {
            var figures = new LoadFigures(crew.members(), LASTS);
            var isOver = new CountDownLatch(1);
            var killer = Thread.ofPlatform().name("killer").start(() -> kill(world, victim, figures, isOver));
            OpenLoop.steady(PER_SECOND, LASTS)
                    .run(() -> false, (number, dueNanos) -> crew.send(number, figures.due(dueNanos)));
            isOver.countDown();
            killer.join();
            // A message that is lost stays under way until patience ends: the picture need not wait for that.
            var _ = Waiting.within(CALMS_WITHIN, crew::isCalm);
            return figures;
        }
    }

    private static void kill(RealWorld world, NodeName victim, LoadFigures figures, CountDownLatch isOver) {
        try {
            if (isOver.await(KILL_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            return;
        }
        var began = System.nanoTime();
        world.deployment().kill(victim);
        world.deployment().restart(victim);
        world.deployment().awaitReady();
        figures.killed(victim.role(), "kill -9 of " + victim, began);
    }
}
