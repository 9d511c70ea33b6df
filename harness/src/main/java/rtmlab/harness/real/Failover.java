package rtmlab.harness.real;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import rtmlab.backends.runtime.RealHost;
import rtmlab.harness.experiment.Team;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.SilentJournal;

/**
 * How long channels stand still when a channel server dies: under load, one death after the other, timed by a member who
 * looks on.
 */
public final class Failover implements AutoCloseable {

    /** How a channel server is made to fall silent. */
    public enum How {
        /** {@code kill -9}: its connections break at once. */
        KILL,
        /** {@code SIGSTOP}: its connections stay, and it says nothing more; later it goes on as if nothing had been. */
        PAUSE
    }

    /** One death: how long it took until the last channel delivered something that was said after it. */
    public record Death(NodeName server, How how, long outageMs) {}

    /**
     * What came of it all.
     *
     * @param acknowledged messages of which their sender was told that they are sent
     * @param lost those of them that the onlooker never saw
     * @param doubled messages that the onlooker saw twice
     */
    public record Result(List<Death> deaths, int acknowledged, int lost, int doubled) {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE_BETWEEN_POSTS = Duration.ofMillis(40);
    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private final RealWorld world;
    private final Team team;
    private final RealHost sender;
    private final RealHost onlooker;
    private final Map<String, Long> sentNanos = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> sightings = new ConcurrentHashMap<>();
    private final Map<ChannelId, Long> deliversAgain = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private volatile long deathNanos = Long.MAX_VALUE;
    private volatile boolean isOver;

    /** In a world of the updated architecture, with a team of at least two that is entered here. */
    public Failover(RealWorld world, Team team) {
        this.world = world;
        this.team = team;
        this.sender = world.host(new NodeName("alice"), _ -> {});
        this.onlooker = world.host(new NodeName("bob"), _ -> {});
        world.probe().run(() -> team.enterInto(world.probe().directory()));
    }

    /** Lets so many channel servers die, taking turns; tells each death as it is over. */
    public Result run(int deaths, How how, Consumer<Death> progress) {
        var looking = new Onlooker();
        var bob = client("bob", looking);
        onlooker.run(() -> bob.start(onlooker));
        await("the onlooker's connection", looking.online::isDone);
        var alice = client("alice", new Sender());
        sender.run(() -> alice.start(sender));
        var posting = new ArrayList<Thread>();
        for (var channel : team.channels()) {
            posting.add(Thread.ofVirtual().start(() -> post(alice, channel)));
        }
        var all = new ArrayList<Death>();
        var servers = world.deployment().topology().of("channel-server");
        await("channel servers on the ring", () -> servers.stream().allMatch(this::isOnRing));
        LockSupport.parkNanos(WARM_UP.toNanos());
        for (var number = 0; number < deaths; number++) {
            var death = die(servers.get(number % servers.size()), how);
            all.add(death);
            progress.accept(death);
        }
        isOver = true;
        posting.forEach(Failover::join);
        awaitQuietly(() -> sightings.keySet().containsAll(acknowledged));
        var lost =
                acknowledged.stream().filter(id -> !sightings.containsKey(id)).count();
        var doubled = sightings.values().stream().filter(times -> times > 1).count();
        return new Result(all, acknowledged.size(), Math.toIntExact(lost), Math.toIntExact(doubled));
    }

    private Death die(NodeName server, How how) {
        deliversAgain.clear();
        var began = System.nanoTime();
        deathNanos = began;
        switch (how) {
            case KILL -> world.deployment().kill(server);
            case PAUSE -> world.deployment().pause(server);
        }
        await(
                "every channel to deliver again after " + server + " fell silent",
                () -> deliversAgain.size() == team.channels().size());
        var last =
                deliversAgain.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        deathNanos = Long.MAX_VALUE;
        await("the ring to be without " + server, () -> !isOnRing(server));
        switch (how) {
            case KILL -> {
                world.deployment().restart(server);
                world.deployment().awaitReady();
            }
            case PAUSE -> world.deployment().resume(server);
        }
        await(server + " to be back on the ring", () -> isOnRing(server));
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        return new Death(server, how, TimeUnit.NANOSECONDS.toMillis(last - began));
    }

    private boolean isOnRing(NodeName server) {
        return world.probe()
                .call(() -> world.probe().registry().read("ring"))
                .filter(ring -> List.of(ring.split(" ", -1)).contains(server.value()))
                .isPresent();
    }

    private Client client(String name, Journal journal) {
        return world.architecture()
                .client(team.member(name), world.deployment().topology(), world.mechanisms(), journal);
    }

    private void post(Client alice, Channel channel) {
        while (!isOver) {
            var id = new ClientMessageId("f" + ids.incrementAndGet());
            sentNanos.put(id.value(), System.nanoTime());
            sender.run(() -> alice.post(channel.id(), "still there?", id));
            LockSupport.parkNanos(PAUSE_BETWEEN_POSTS.toNanos());
        }
    }

    private void saw(Message message) {
        var now = System.nanoTime();
        var id = message.clientMessageId().value();
        sightings.merge(id, 1, Integer::sum);
        var sent = sentNanos.get(id);
        if (sent != null && sent - deathNanos > 0 && deathNanos != Long.MAX_VALUE) {
            deliversAgain.putIfAbsent(message.channel(), now);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        if (!awaitQuietly(condition)) {
            throw new IllegalStateException("waited " + PATIENCE.toSeconds() + " s in vain for " + what);
        }
    }

    private static boolean awaitQuietly(BooleanSupplier condition) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        return true;
    }

    private static void join(Thread thread) {
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    @Override
    public void close() {
        isOver = true;
        sender.close();
        onlooker.close();
    }

    /** Who speaks, and does not look. */
    private class Sender extends SilentJournal {
        @Override
        public void acknowledged(Post post, Ts ts) {
            acknowledged.add(post.clientMessageId().value());
        }
    }

    private final class Onlooker extends Sender {
        final CompletableFuture<Boolean> online = new CompletableFuture<>();

        @Override
        public void sawLive(Message message) {
            saw(message);
        }

        @Override
        public void sawByCatchUp(Message message) {
            saw(message);
        }

        @Override
        public void online() {
            online.complete(true);
        }
    }
}
