package rtmlab.labs.lab07;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import rtmlab.checkers.promise.Verdict;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.SimulatedMeeting;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.world.Nemesis.Shared;
import rtmlab.simulator.world.World;

/** Alice types and posts, Carol types and posts nothing, and Bob's connection breaks in the middle of it. */
record Chat(Architecture architecture, Trouble trouble, int messages) {

    static final Team TEAM = Team.of(3, 1);

    static final String SEEN = "typing-seen-at-once";
    static final String EXPIRES = "typing-expires";
    static final String FRESH = "no-stale-typing";
    static final String MESSAGES_ALONE = "only-messages-are-kept";

    /** What else goes wrong, always at the same moment. */
    enum Trouble {
        NONE,
        /** Kafka stands still while Alice types. */
        KAFKA_STANDS_STILL,
        /** Both channel servers are down while Alice types. */
        OWNERS_DOWN
    }

    private static final Duration AT_ONCE = Duration.ofMillis(10);
    private static final Duration DOWN = Duration.ofMillis(1_500);

    /** Longer than a client has to wait before it may say again that somebody is typing. */
    private static final Duration BETWEEN = Duration.ofMillis(3_200);

    SimulatedOutcome in(World world) {
        var team = TEAM;
        var general = team.channels().getFirst().id();
        var alice = team.members().get(0);
        var carol = team.members().get(2);
        var typings = new Typings(world::now, team);
        var meeting = new SimulatedMeeting(world, architecture, Mechanisms.defaultsOf(architecture), team);
        var system = meeting.setUp(typings::around);
        world.nemesis().after(Duration.ofMillis(1), () -> strike(world));
        system.script(alice, (client, clock) -> {
            for (var number = 1; number <= messages; number++) {
                clock.sleep(Duration.ofMillis(30));
                typings.types(alice);
                client.type(general);
                clock.sleep(Duration.ofMillis(30));
                client.post(general, "hello " + number, new ClientMessageId("m" + number));
                clock.sleep(BETWEEN);
            }
        });
        system.script(carol, (client, clock) -> {
            clock.sleep(Duration.ofMillis(40));
            typings.types(carol);
            client.type(general);
        });
        system.script(team.members().get(1), (client, clock) -> {
            clock.sleep(Duration.ofMillis(61));
            client.dropConnection();
        });
        system.work();
        var typed = List.copyOf(typings.delays());
        var outcome = meeting.end(system, () -> {});
        var verdicts = new LinkedHashMap<>(outcome.verdicts());
        put(verdicts, FRESH, typings.stale());
        put(verdicts, EXPIRES, typings.overdue());
        put(verdicts, SEEN, whyNotSeen(typed));
        put(verdicts, MESSAGES_ALONE, kept(world));
        return new SimulatedOutcome(
                outcome.history(),
                verdicts,
                outcome.forgotten(),
                outcome.hasRecovered(),
                world.report(),
                world.trace());
    }

    private void strike(World world) {
        switch (trouble) {
            case NONE -> {}
            case KAFKA_STANDS_STILL -> world.nemesis().pause(Shared.KAFKA, DOWN, () -> {});
            case OWNERS_DOWN ->
                architecture
                        .topology()
                        .of("channel-server")
                        .forEach(node -> world.nemesis().kill(node, DOWN));
        }
    }

    /** Each of two others sees it, unless their own connection is just broken. */
    private Optional<String> whyNotSeen(List<Duration> delays) {
        var soon =
                delays.stream().filter(delay -> delay.compareTo(AT_ONCE) <= 0).count();
        var least = 2L * messages;
        return soon >= least
                ? Optional.empty()
                : Optional.of("of what alice and carol typed others saw " + soon + " times at once, and should have "
                        + least + " times at least; in all they saw it " + delays.size() + " times");
    }

    private static Optional<String> kept(World world) {
        return world.<Optional<String>>probe(host -> {
            var end = host.log().end(0);
            return host.log().read(0, 0, (int) end).stream()
                    .map(logged -> logged.message().text())
                    .filter(text -> !text.startsWith("hello") && !text.equals("closing"))
                    .findFirst()
                    .map(text -> "the log holds \"" + text + "\", for ever, and for everybody who reads the channel");
        });
    }

    private static void put(LinkedHashMap<String, Verdict> verdicts, String promise, Optional<String> broken) {
        broken.ifPresent(sentence -> verdicts.put(promise, new Verdict.Broken(sentence, List.of())));
    }
}
