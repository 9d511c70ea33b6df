package rtmlab.harness.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import rtmlab.backends.launch.Server;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.harness.load.LoadFigures;
import rtmlab.harness.load.News;
import rtmlab.harness.real.Downtime;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.NodeName;

/**
 * Kills processes, and starts them again: in rounds, in each of which every role and every server has its turn, in random
 * order, so that a long soak leaves nothing out.
 *
 * <p>The next one dies when the last one serves again, so that each death is met by a whole system; what else dies of it
 * is part of the experiment.
 */
final class Killer {

    private final RealWorld world;
    private final List<? extends Server> servers;
    private final HistoryRecorder history;
    private final LoadFigures figures;
    private final SplittableRandom random;
    private final SoakPlan plan;
    private final Duration delay;
    private final News news;
    private final Downtime downtime;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;

    /** Whose turn is still to come. */
    private final List<Victim> round = new ArrayList<>();

    private volatile String failure = "";

    private sealed interface Victim {}

    private record OneOf(String role) implements Victim {}

    private record TheServer(Server server) implements Victim {}

    /** @param delay before the first kill */
    Killer(
            RealWorld world,
            List<? extends Server> servers,
            HistoryRecorder history,
            LoadFigures figures,
            SoakPlan plan,
            Duration delay,
            News news) {
        this.world = world;
        this.servers = servers;
        this.history = history;
        this.figures = figures;
        this.random = new SplittableRandom(plan.seed());
        this.plan = plan;
        this.delay = delay;
        this.news = news;
        this.downtime = new Downtime(world.deployment());
        this.thread = Thread.ofPlatform().name("killer").unstarted(this::killOneAfterTheOther);
    }

    void start() {
        thread.start();
    }

    /** Returns when whatever was killed last is up again; throws what stood in the way. */
    void stop() throws InterruptedException {
        over.countDown();
        thread.join();
        if (!failure.isEmpty()) {
            throw new IllegalStateException("what was killed could not be started again: " + failure);
        }
    }

    private void killOneAfterTheOther() {
        try {
            var isOver = over.await(delay.toMillis(), TimeUnit.MILLISECONDS);
            while (!isOver && !over.await(plan.pause(random).toMillis(), TimeUnit.MILLISECONDS)) {
                killSomebody();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = String.valueOf(e.getMessage());
        }
    }

    private void killSomebody() throws InterruptedException {
        if (round.isEmpty()) {
            round.addAll(world.deployment().topology().nodes().stream()
                    .<Victim>map(node -> new OneOf(node.role()))
                    .distinct()
                    .toList());
            servers.forEach(server -> round.add(new TheServer(server)));
        }
        switch (round.remove(random.nextInt(round.size()))) {
            case OneOf(var role) -> {
                var nodes = world.deployment().topology().of(role);
                kill(nodes.get(random.nextInt(nodes.size())));
            }
            case TheServer(var server) -> kill(server);
        }
    }

    private void kill(NodeName node) throws InterruptedException {
        var began = begins(node.value());
        downtime.kill(List.of(node), Duration.ZERO);
        figures.killed(node.role(), "kill -9 of " + node, began);
    }

    private void kill(Server server) throws InterruptedException {
        var began = begins(server.title());
        downtime.kill(server, Duration.ZERO);
        figures.killed(server.title(), "kill -9 of " + server.title(), began);
    }

    private long begins(String victim) {
        history.fault(Fault.Kind.KILL, victim, "", true);
        news.say("kill -9 of " + victim);
        return System.nanoTime();
    }
}
