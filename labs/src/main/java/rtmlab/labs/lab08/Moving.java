package rtmlab.labs.lab08;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.checkers.promise.Promises;
import rtmlab.harness.experiment.RecordingJournal;
import rtmlab.harness.experiment.StoreReader;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.simulator.world.Report.Ending;
import rtmlab.simulator.world.SimulatedSystem;
import rtmlab.simulator.world.World;

/**
 * Bob is taken out of channels and put into them in the directory itself, of which no session is told; his connection breaks
 * three times, and Alice goes on talking. Nothing else goes wrong.
 *
 * @param later so much after the first moment at which his session may begin anew
 */
record Moving(Architecture architecture, Way way, Duration later) {

    static final Team TEAM = Team.of(2, 3);

    /** How he moves in and out of the channel in which Alice talks. */
    enum Way {
        /** He is out before his session begins anew, and back just then. */
        BACK_WHILE_IT_BEGINS,

        /** He is in when his session begins anew, goes out just then, and is back when it has begun. */
        OUT_WHILE_IT_BEGINS,

        /** He comes in for the first time, while his session goes on. */
        IN_WHILE_IT_GOES_ON
    }

    private static final Duration A_WHILE = Duration.ofMillis(60);

    /** Longer than a session takes to begin: nobody can see him gone at neither end of it. */
    private static final Duration OUT = Duration.ofMillis(100);

    private static final int MESSAGES = 5;

    private static Member bob() {
        return TEAM.members().getLast();
    }

    private static Channel side() {
        return TEAM.channels().get(1);
    }

    /** What he leaves so that his session has to begin anew. */
    private static Channel other() {
        return TEAM.channels().getLast();
    }

    SimulatedOutcome in(World world) {
        var history = new HistoryRecorder(() -> world.now().toNanos() / 1_000);
        var system = setUp(world, history);
        system.script(TEAM.members().getFirst(), (client, clock) -> {
            for (var number = 1; number <= MESSAGES; number++) {
                client.post(side().id(), "hello " + number, new ClientMessageId("m" + number));
                clock.sleep(A_WHILE.multipliedBy(2));
            }
        });
        system.script(bob(), (client, clock) -> {
            clock.sleep(A_WHILE);
            client.dropConnection();
            clock.sleep(A_WHILE.multipliedBy(3));
            client.dropConnection();
            clock.sleep(A_WHILE.multipliedBy(2));
            client.dropConnection();
        });
        world.script(new NodeName(bob().name()), host -> move(host, history));
        // Nothing fails here, so whatever bob was not shown when all is at rest he never will be.
        var isAtRest = system.work() == Ending.QUIET && system.offline().isEmpty();
        if (isAtRest) {
            history.quiet();
        }
        world.<Boolean>probe(host -> {
            StoreReader.read(host.messages(), TEAM, history);
            return true;
        });
        var recorded = history.history();
        return new SimulatedOutcome(
                recorded, Promises.check(recorded), Map.of(), isAtRest, world.report(), world.trace());
    }

    private SimulatedSystem setUp(World world, HistoryRecorder history) {
        Map<Member, Journal> seats = new LinkedHashMap<>();
        for (var member : TEAM.members()) {
            for (var channel : TEAM.channels()) {
                if (!isStranger(member, channel)) {
                    history.joined(member.name(), channel.name());
                }
            }
            seats.put(member, new RecordingJournal(history, TEAM, member));
        }
        return SimulatedSystem.setUp(world, architecture, Mechanisms.defaultsOf(architecture), seats, directory -> {
            TEAM.enterInto(directory);
            if (isStranger(bob(), side())) {
                directory.leave(bob().user().id(), side().id());
            }
        });
    }

    private boolean isStranger(Member member, Channel channel) {
        return way == Way.IN_WHILE_IT_GOES_ON && member.equals(bob()) && channel.equals(side());
    }

    private void move(Host host, HistoryRecorder history) {
        host.clock().sleep(A_WHILE.minusMillis(10));
        switch (way) {
            case BACK_WHILE_IT_BEGINS -> {
                leave(host, history, side());
                host.clock().sleep(Duration.ofMillis(5).plus(later));
                join(host, history, side());
            }
            case OUT_WHILE_IT_BEGINS -> {
                leave(host, history, other());
                host.clock().sleep(Duration.ofMillis(5).plus(later));
                leave(host, history, side());
                host.clock().sleep(OUT);
                join(host, history, side());
            }
            case IN_WHILE_IT_GOES_ON -> {
                host.clock().sleep(later);
                join(host, history, side());
            }
        }
    }

    /** He is owed nothing from the moment at which this is asked for. */
    private static void leave(Host host, HistoryRecorder history, Channel channel) {
        history.left(bob().name(), channel.name());
        host.directory().leave(bob().user().id(), channel.id());
    }

    private static void join(Host host, HistoryRecorder history, Channel channel) {
        host.directory().join(bob().user().id(), channel.id());
        history.joined(bob().name(), channel.name());
    }
}
