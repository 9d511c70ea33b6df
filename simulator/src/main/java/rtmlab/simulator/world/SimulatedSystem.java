package rtmlab.simulator.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.ForwardingJournal;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.simulator.world.Report.Ending;

/**
 * An architecture with its members in a {@link World}, from the calm setup to the recovery.
 *
 * <pre>
 * try (var world = new World(settings, choices)) {
 *     var system = SimulatedSystem.setUp(world, architecture, mechanisms, journals, directory -> …);
 *     system.script(alice, (client, clock) -> client.post(general, "hello", id));
 *     system.work();                              // faults strike
 *     system.recover(Duration.ofMinutes(1));      // faults have ended
 *     system.script(alice, (client, clock) -> client.post(general, "closing", closingId));
 *     world.settle();
 *     var stored = world.probe(host -> host.messages().history(…));
 *     … judge journals and stored; world.report() says how the run ended
 * }
 * </pre>
 */
public final class SimulatedSystem {

    /** What a member does, on the member's own client. */
    @FunctionalInterface
    public interface Script {
        void play(Client client, Clock clock);
    }

    private final World world;
    private final Architecture architecture;
    private final Map<Member, Seat> seats = new LinkedHashMap<>();

    /** An architecture that does not come up, though nothing goes wrong. */
    public static final class NoSetup extends IllegalStateException {

        private static final long serialVersionUID = 1;

        private final transient Report report;

        NoSetup(Architecture architecture, Report report) {
            super("the setup of " + architecture.name() + " came to no end: " + report);
            this.report = report;
        }

        /** How far it came, and what went wrong. */
        public Report report() {
            return report;
        }
    }

    /** A member's client, where it runs, and whether it is connected. */
    private record Seat(NodeName node, Client client, WatchedJournal journal) {}

    private SimulatedSystem(World world, Architecture architecture) {
        this.world = world;
        this.architecture = architecture;
    }

    /**
     * Fills the directory, starts every node and every client, and waits until all are connected and nothing is in
     * flight. A member's client runs as a node by the member's name.
     *
     * @param members in the order in which their clients are started, each with the journal of what it does and sees
     * @throws NoSetup when they do not get that far, though nothing goes wrong
     */
    public static SimulatedSystem setUp(
            World world,
            Architecture architecture,
            Mechanisms on,
            Map<Member, Journal> members,
            Consumer<Directory> fill) {
        world.<Boolean>probe(host -> {
            fill.accept(host.directory());
            return true;
        });
        var system = new SimulatedSystem(world, architecture);
        var topology = architecture.topology();
        topology.nodes().forEach(name -> world.startServer(name, () -> architecture.node(name, topology, on)));
        world.settle();
        members.forEach((member, given) -> {
            var journal = new WatchedJournal(given);
            var client = architecture.client(member, topology, on, journal);
            var node = new NodeName(member.name());
            system.seats.put(member, new Seat(node, client, journal));
            world.startClient(node, client);
        });
        if (!world.settleUntil(system::allOnline) || world.settle() != Ending.QUIET) {
            throw new NoSetup(architecture, world.report());
        }
        return system;
    }

    /** What this member does from the next {@link #work}, {@link World#settle} or the like on. */
    public void script(Member member, Script script) {
        var seat = seats.get(member);
        if (seat == null) {
            throw new IllegalArgumentException(member + " is no member of this system");
        }
        world.script(seat.node, host -> script.play(seat.client, host.clock()));
    }

    /** The workload: plays the scripts while things go wrong, until they are done and nothing is in flight. */
    public Ending work() {
        world.beginWorkload();
        return world.settle();
    }

    /**
     * Ends the faults and waits until every member is connected and nothing is left to be done behind the scenes.
     *
     * @return how long that took in virtual time; longer than the limit when it did not come about
     */
    public Duration recover(Duration limit) {
        var begin = world.now();
        world.endFaults();
        world.settle();
        while (world.report().ending() == Ending.QUIET && !isRecovered()) {
            if (world.now().minus(begin).compareTo(limit) > 0) {
                return world.now().minus(begin);
            }
            // Whatever repairs the system may idle for long between two looks at it.
            world.pass(limit.dividedBy(20));
            world.settle();
        }
        return world.report().ending() == Ending.QUIET ? world.now().minus(begin) : limit.plusSeconds(1);
    }

    private boolean isRecovered() {
        Function<Host, Boolean> isQuiet = probe -> architecture.isQuiet(probe, architecture.topology());
        return allOnline() && world.probe(isQuiet);
    }

    private boolean allOnline() {
        return seats.values().stream().allMatch(seat -> seat.journal.online);
    }

    /** The members whose clients are not connected. */
    public List<Member> offline() {
        var offline = new ArrayList<Member>();
        seats.forEach((member, seat) -> {
            if (!seat.journal.online) {
                offline.add(member);
            }
        });
        return offline;
    }

    /** Passes everything on, and knows who is online. */
    private static final class WatchedJournal extends ForwardingJournal {
        private boolean online;

        WatchedJournal(Journal journal) {
            super(journal);
        }

        @Override
        public void online() {
            online = true;
            super.online();
        }

        @Override
        public void offline(String reason) {
            online = false;
            super.offline(reason);
        }
    }
}
