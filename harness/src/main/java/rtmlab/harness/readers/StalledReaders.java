package rtmlab.harness.readers;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import rtmlab.backends.runtime.RealHost;
import rtmlab.backends.wire.SocketUrls;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.load.News;
import rtmlab.harness.real.RealWorld;
import rtmlab.harness.real.ResidentMemory;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.shared.UntilDone;
import rtmlab.protocol.variant.Member;

/**
 * Live readers of a channel beside others that stall: what the stalled cost the gateways, whether they delay anybody, and
 * whether they are told why they were cut off and find everything when they return.
 *
 * <p>All are in #general; the stalled are in a second channel, too, in which so much is said that nobody can keep it for
 * them.
 */
public final class StalledReaders implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final NodeName WEB_APP = NodeName.of("web-app", 1);

    /** The longest text, in characters of three bytes. */
    private static final String BLOCK = "\u4e00".repeat(4_000);

    private final RealWorld world;
    private final Plan plan;
    private final Team team;
    private final Channel general;
    private final Channel firehose;
    private final RealHost crowd;
    private final Map<String, Long> postedNanos = new ConcurrentHashMap<>();
    private final List<Live> live = new ArrayList<>();
    private int posts;
    private volatile Histogram delayMicros = histogram();

    /**
     * What is done.
     *
     * @param warmUp messages in #general before the first half, which nobody times
     * @param messages in #general, in each of the two halves
     * @param blocks of 12 KB each that the stalled are sent beside, in each half: more than anybody keeps for them
     * @param between two messages
     */
    public record Plan(int live, int stalled, int warmUp, int messages, int blocks, Duration between) {

        public Plan {
            if (live < 1 || stalled < 1 || warmUp < 0 || messages < 1 || blocks < 1) {
                throw new IllegalArgumentException("at least one of each");
            }
        }

        /** Some 40 s at 10 messages a second; 3.6 MB that nobody reads. */
        public static Plan of(int live, int stalled) {
            return new Plan(live, stalled, 100, 150, 300, Duration.ofMillis(100));
        }
    }

    /** How long messages in #general took from the post to each live reader. */
    public record Delays(long deliveries, double p50Ms, double p99Ms, double maxMs) {

        private static Delays of(Histogram micros) {
            return new Delays(
                    micros.getTotalCount(),
                    micros.getValueAtPercentile(50) / 1_000.0,
                    micros.getValueAtPercentile(99) / 1_000.0,
                    micros.getMaxValue() / 1_000.0);
        }
    }

    /**
     * How one stalled reader fared.
     *
     * @param keptBytes what was there for it when it looked again
     * @param isComplete whether what it was shown, and what it read of the history when it had connected again, are all
     *     messages, each once, in order
     */
    public record Stalled(int closeCode, String reason, long keptBytes, int shown, int caughtUp, boolean isComplete) {}

    /**
     * What came of it.
     *
     * @param grownBytes of the gateways' resident memory, from the end of the first half to that of the second
     * @param alikeEverywhere whether every live reader was shown all of #general, in one and the same order
     */
    public record Result(
            Delays without, Delays beside, long grownBytes, boolean alikeEverywhere, List<Stalled> stalled) {}

    /** In a world of the updated architecture. */
    public StalledReaders(RealWorld world, Plan plan, int teamNumber) {
        this.world = world;
        this.plan = plan;
        this.team = Team.of(1 + plan.live() + plan.stalled(), 1, teamNumber);
        this.general = team.channels().getFirst();
        this.firehose = new Channel(new ChannelId(general.id() + "-firehose"), "firehose");
        this.crowd = world.clientHost(new NodeName("crowd"));
    }

    /** Makes the measurement; {@code news} is told how far it is. */
    public Result perform(News news) throws IOException {
        enter();
        inParallel(liveMembers(), this::connect);
        if (plan.warmUp() > 0) {
            speak("warming up", plan.warmUp(), news);
        }
        delayMicros = histogram();
        speak("without the stalled", plan.messages(), news);
        var without = Delays.of(delayMicros);
        var before = memoryBytes();
        delayMicros = histogram();
        var stalled = new ArrayList<StalledReader>();
        try {
            for (var member : stalledMembers()) {
                stalled.add(new StalledReader(urlOf(member)));
            }
            speak("beside the stalled", plan.messages(), news);
            var beside = Delays.of(delayMicros);
            var grown = memoryBytes() - before;
            var spoken = history(speaker(), general.id(), Ts.BEFORE_ALL);
            var all = Map.of(general.id(), spoken, firehose.id(), history(speaker(), firehose.id(), Ts.BEFORE_ALL));
            var fates = new ArrayList<Stalled>();
            for (var number = 0; number < stalled.size(); number++) {
                fates.add(
                        fateOf(stalledMembers().get(number), stalled.get(number).wake(), all));
            }
            return new Result(without, beside, grown, areAlike(spoken), fates);
        } finally {
            for (var reader : stalled) {
                reader.close();
            }
        }
    }

    private Member speaker() {
        return team.members().getFirst();
    }

    private List<Member> liveMembers() {
        return team.members().subList(1, 1 + plan.live());
    }

    private List<Member> stalledMembers() {
        return team.members().subList(1 + plan.live(), team.members().size());
    }

    private void enter() {
        var directory = world.probe().directory();
        world.probe().run(() -> {
            team.enterInto(directory);
            directory.addChannel(firehose);
            directory.join(speaker().user().id(), firehose.id());
            stalledMembers().forEach(member -> directory.join(member.user().id(), firehose.id()));
        });
    }

    private void connect(Member member) {
        var reader = new Live();
        crowd.run(() -> live.add(reader));
        connect(member, reader);
    }

    private void connect(Member member, Live reader) {
        crowd.run(() -> crowd.sockets().open(askForUrl(member), reader));
        await("a hello for " + member.name(), () -> reader.isOnline);
    }

    private SocketUrl askForUrl(Member member) {
        var request = new WebApi.RtmConnect(member.token());
        return new UntilDone(crowd.clock())
                .get(() ->
                        crowd.http().call(WEB_APP, WebApi.RTM_CONNECT, request).url());
    }

    private URI urlOf(Member member) {
        return new SocketUrls(world.deployment().addresses()::ws).write(crowd.call(() -> askForUrl(member)));
    }

    /** Message after message in #general, and between them what the stalled do not read. */
    private void speak(String what, int messages, News news) {
        var last = "";
        var blocks = 0;
        for (var number = 1; number <= messages; number++) {
            var due = System.nanoTime() + plan.between().toNanos();
            last = post(general.id(), "message " + number);
            news.reach(what, "messages", number, messages);
            while (blocks < (long) plan.blocks() * number / messages) {
                post(firehose.id(), BLOCK);
                blocks++;
            }
            LockSupport.parkNanos(due - System.nanoTime());
        }
        var awaited = last;
        await(
                "the last message with every live reader",
                () -> live.stream().allMatch(reader -> reader.hasSeen(awaited)));
    }

    private String post(ChannelId channel, String text) {
        var id = "r" + ++posts;
        var request = new WebApi.PostMessage(speaker().token(), channel, text, new ClientMessageId(id));
        postedNanos.put(id, System.nanoTime());
        crowd.run(() ->
                new UntilDone(crowd.clock()).run(() -> crowd.http().call(WEB_APP, WebApi.POST_MESSAGE, request)));
        return id;
    }

    /** It connects again; what it lacks stands in the history after the last message that it was shown. */
    private Stalled fateOf(Member member, StalledReader.Found found, Map<ChannelId, List<Ts>> all) {
        connect(member, new Live());
        var screens = new HashMap<ChannelId, List<Ts>>();
        found.shown()
                .forEach(one -> screens.computeIfAbsent(one.channel(), _ -> new ArrayList<>())
                        .add(one.ts()));
        var caughtUp = 0;
        var isComplete = true;
        for (var channel : all.entrySet()) {
            var screen = screens.getOrDefault(channel.getKey(), List.of());
            // It came for the second half: what is older it reads like any client that connects for the first time.
            var begins = screen.isEmpty() ? Ts.BEFORE_ALL : screen.getFirst();
            var newest = screen.isEmpty() ? Ts.BEFORE_ALL : screen.getLast();
            var missed = history(member, channel.getKey(), newest);
            var whole = new ArrayList<>(screen);
            whole.addAll(missed);
            var expected = channel.getValue().stream()
                    .filter(ts -> !begins.isAfter(ts))
                    .toList();
            isComplete &= whole.equals(expected);
            caughtUp += missed.size();
        }
        return new Stalled(
                found.closeCode(), found.reason(), found.bytes(), found.shown().size(), caughtUp, isComplete);
    }

    /** The places of a channel's messages after this one, oldest first, as this member reads them. */
    private List<Ts> history(Member member, ChannelId channel, Ts after) {
        var newestFirst = new ArrayList<Ts>();
        var before = Ts.AFTER_ALL;
        while (true) {
            var request = new WebApi.History(member.token(), channel, after, before, WebApi.History.MAX_LIMIT);
            var page = crowd.call(() ->
                    new UntilDone(crowd.clock()).get(() -> crowd.http().call(WEB_APP, WebApi.HISTORY, request)));
            page.messages().stream().map(Message::ts).forEach(newestFirst::add);
            if (!page.hasMore()) {
                return newestFirst.reversed();
            }
            before = newestFirst.getLast();
        }
    }

    private boolean areAlike(List<Ts> expected) {
        return crowd.call(() -> live.stream().allMatch(reader -> reader.places.equals(expected)));
    }

    private long memoryBytes() {
        var deployment = world.deployment();
        return deployment.topology().of("gateway-server").stream()
                .mapToLong(gateway -> ResidentMemory.ofAll(deployment.processes(gateway)))
                .sum();
    }

    private static void inParallel(List<Member> members, Consumer<Member> action) {
        var atOnce = 16;
        for (var from = 0; from < members.size(); from += atOnce) {
            var threads = members.subList(from, Math.min(members.size(), from + atOnce)).stream()
                    .map(member -> Thread.ofVirtual().start(() -> action.accept(member)))
                    .toList();
            for (var thread : threads) {
                join(thread);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited " + PATIENCE.toSeconds() + " s in vain for " + what);
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    private static Histogram histogram() {
        return new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(5), 3);
    }

    @Override
    public void close() {
        crowd.close();
    }

    /** A reader that keeps up; what it has is read and written under its host's monitor. */
    private final class Live implements Handler {
        final List<Ts> places = new ArrayList<>();
        private volatile boolean isOnline;
        private volatile String latest = "";
        private volatile String end = "";

        /** Throws when it never will: a live reader stays connected. */
        boolean hasSeen(String id) {
            if (!end.isEmpty()) {
                throw new IllegalStateException("a reader that keeps up was cut off: " + end);
            }
            return latest.equals(id);
        }

        @Override
        public void received(Frame frame) {
            switch (frame) {
                case Frame.Hello _ -> isOnline = true;
                case Frame.Broadcast(var message) -> {
                    var id = message.clientMessageId().value();
                    var posted = postedNanos.getOrDefault(id, System.nanoTime());
                    delayMicros.recordValue(Math.max(0, (System.nanoTime() - posted) / 1_000));
                    places.add(message.ts());
                    latest = id;
                }
                default -> {}
            }
        }

        @Override
        public void closed(String reason) {
            end = reason;
        }
    }
}
