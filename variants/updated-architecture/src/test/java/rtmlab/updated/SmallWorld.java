package rtmlab.updated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Job;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.JobQueue.Queued;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.SimulatedSystem;
import rtmlab.simulator.world.World;

/** The updated architecture with Alice and Bob in #general, which Alice has created, in the simulated world, with mishaps by name. */
final class SmallWorld implements AutoCloseable {

    static final ChannelId GENERAL = new ChannelId("C1");
    static final Member ALICE = new Member(new User(new UserId("U1"), "alice"), new Token("xoxp-alice"));
    static final Member BOB = new Member(new User(new UserId("U2"), "bob"), new Token("xoxp-bob"));
    private static final Duration BOUND = Duration.ofMinutes(1);

    final World world;
    final SimulatedSystem system;

    /** The places that Alice and Bob were told, in the order in which they were. */
    final List<Ts> acknowledged = new ArrayList<>();

    /** What each of them was shown. */
    final Map<String, List<Message>> screens = new LinkedHashMap<>();

    private final List<Departure> wanted;

    SmallWorld(UpdatedArchitecture architecture, Settings settings, String... departures) {
        this(architecture, settings, _ -> {}, departures);
    }

    /**
     * As the other one.
     *
     * @param more what else is in the directory
     */
    SmallWorld(UpdatedArchitecture architecture, Settings settings, Consumer<Directory> more, String... departures) {
        this.wanted = Stream.of(departures).map(Departure::parse).toList();
        this.world = new World(settings, Choices.named(wanted));
        var journals = new LinkedHashMap<Member, Journal>();
        for (var member : List.of(ALICE, BOB)) {
            journals.put(member, new Notes(screens.computeIfAbsent(member.name(), _ -> new ArrayList<>())));
        }
        this.system =
                SimulatedSystem.setUp(world, architecture, Mechanisms.defaultsOf(architecture), journals, directory -> {
                    directory.addWorkspace(Workspace.FIRST);
                    directory.addChannel(general());
                    for (var member : List.of(ALICE, BOB)) {
                        directory.addUser(member.user(), member.token());
                        directory.join(member.user().id(), GENERAL);
                    }
                    more.accept(directory);
                });
    }

    /** Alice has created it. */
    static Channel general() {
        return new Channel(GENERAL, "general").createdBy(ALICE.user().id());
    }

    static SmallWorld with(String... departures) {
        var everything = Mishap.all();
        return new SmallWorld(
                new UpdatedArchitecture(), Settings.DEFAULT.withPartitions(1).withMishaps(everything), departures);
    }

    /** Runs the workload to its end, through the recovery; throws where a named mishap never came. */
    void run() {
        system.work();
        var recovery = system.recover(BOUND);
        if (recovery.compareTo(BOUND) > 0) {
            throw new AssertionError("no recovery: " + world.report());
        }
        var came = world.report().choices().departures();
        if (!came.containsAll(wanted)) {
            throw new AssertionError("of " + wanted + " only this came: " + came);
        }
        if (!world.report().failures().isEmpty()) {
            throw new AssertionError(world.report().failures().toString());
        }
    }

    /** Runs this on a member's own node, beside the member's client. */
    void onNode(Member member, Consumer<Host> script) {
        world.script(new NodeName(member.name()), script);
    }

    List<Message> stored() {
        return look(host -> host.messages().history(GENERAL, Ts.BEFORE_ALL, Ts.AFTER_ALL, 1_000));
    }

    /** How many records the log has: one partition holds all. */
    long logged() {
        return look(host -> host.log().end(0));
    }

    List<Message> notificationsOf(Member member) {
        return look(host -> host.notifications().of(member.user().id(), 100));
    }

    List<Message> found(String query) {
        return look(host -> host.search().find(List.of(GENERAL), query, 0, 100)).messages();
    }

    List<Queued> dead() {
        return look(host -> host.queue().dead());
    }

    String status(Job job) {
        return look(host -> host.queue().status(job.id())).orElse("unknown");
    }

    <T> T look(Function<Host, T> look) {
        return world.probe(look);
    }

    @Override
    public void close() {
        world.close();
    }

    private final class Notes implements Journal {
        private final List<Message> screen;

        Notes(List<Message> screen) {
            this.screen = screen;
        }

        @Override
        public void submitted(Post post, int attempt) {}

        @Override
        public void acknowledged(Post post, Ts ts) {
            acknowledged.add(ts);
        }

        @Override
        public void refused(Post post, String error) {}

        @Override
        public void unknown(Post post, String reason) {}

        @Override
        public void sawLive(Message message) {
            screen.add(message);
        }

        @Override
        public void sawByCatchUp(Message message) {
            screen.add(message);
        }

        @Override
        public Consumer<List<Message>> reading(ChannelId channel) {
            return _ -> {};
        }

        @Override
        public void snapshot(ChannelId channel, List<Message> messages) {}

        @Override
        public void online() {}

        @Override
        public void offline(String reason) {}
    }
}
