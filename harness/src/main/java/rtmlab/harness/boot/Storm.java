package rtmlab.harness.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.postgres.BulkLoad;
import rtmlab.backends.postgres.BulkLoad.Membership;
import rtmlab.backends.postgres.PostgresSettings;
import rtmlab.backends.postgres.TransactionCount;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;

/**
 * Everybody drops at once, and comes back: real clients of an architecture on real processes.
 *
 * @param spread over which time the clients drop; {@link Duration#ZERO} for all at once
 * @param bootMillis how long a client took to be online when nobody else wanted to, at the median
 * @param queries what the database saw of the storm, by its own count of transactions, less what it sees in the same time
 *     when nothing happens
 * @param millisUntil 50, 95 and 100 percent of the clients were online again, from the first drop; -1 where they were
 *     not within {@link #LIMIT}
 * @param nodesMegabytes what all nodes together held in memory after it
 */
public record Storm(
        String architecture,
        int clients,
        Duration spread,
        double bootMillis,
        long queries,
        List<Long> millisUntil,
        long nodesMegabytes) {

    /** After so long a storm is given up. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 25;
    private static final int BOOTS_MEASURED = 20;

    /** Longer than PostgreSQL keeps what an idle session has counted to itself. */
    private static final Duration STATISTICS_SETTLE = Duration.ofSeconds(11);

    /** Loads the team, with a first message in each channel. */
    private static void load(GeneratedTeam team, ServerAddresses servers, RealWorld world) {
        BulkLoad.load(
                settings(servers),
                team.workspace(),
                each(team.size(), user -> Stream.of(member(team, user))),
                each(team.channelCount(), channel -> Stream.of(team.channel(channel))),
                each(team.channelCount(), channel -> memberships(team, channel)));
        for (var channel = 0; channel < team.channelCount(); channel++) {
            var author = team.members(channel).getFirst();
            var post = new Post(team.channel(channel).id(), author, "welcome", new ClientMessageId("first"));
            world.probe().run(() -> world.probe().messages().insertOnce(post.at(Ts.parse("1600000000.000001"))));
        }
    }

    /** Worked out while it is read. */
    private static <T> Iterable<T> each(int count, IntFunction<Stream<T>> some) {
        return () -> IntStream.range(0, count).boxed().flatMap(some::apply).iterator();
    }

    private static Member member(GeneratedTeam team, int user) {
        return new Member(team.user(user), team.token(user));
    }

    private static Stream<Membership> memberships(GeneratedTeam team, int channel) {
        var id = team.channel(channel).id();
        return team.members(channel).stream().map(user -> new Membership(user, id));
    }

    private static PostgresSettings settings(ServerAddresses servers) {
        return PostgresSettings.of(servers.jdbcUrl(), servers.databaseUser(), servers.databasePassword());
    }

    /**
     * One storm.
     *
     * @param isFirst whether the team has still to be loaded into the database
     */
    public static Storm strike(
            Architecture architecture,
            GeneratedTeam team,
            int clients,
            Duration spread,
            ServerAddresses servers,
            Path folder,
            Path cache,
            boolean isFirst)
            throws InterruptedException {
        var all = new ArrayList<StormClient>();
        try (var database = new TransactionCount(settings(servers));
                var world = new RealWorld(
                        architecture, Mechanisms.defaultsOf(architecture), servers, folder, cache, Map.of())) {
            try {
                if (isFirst) {
                    load(team, servers, world); // Now that whoever started the nodes has made the tables.
                }
                for (var number = 0; number < clients; number++) {
                    var user = number % team.size();
                    all.add(new StormClient(number, member(team, user), world));
                }
                var boot = connect(all);
                var idle = Count.of(database);
                var before = Count.of(database);
                var until = dropAll(all, spread);
                var queries = Count.of(database).since(before, before.rateSince(idle));
                return new Storm(architecture.name(), clients, spread, boot, queries, until, megabytes(world));
            } finally {
                all.forEach(StormClient::close);
            }
        }
    }

    /** A few one by one, to see how long it takes, the others some at a time. */
    private static double connect(List<StormClient> clients) throws InterruptedException {
        var took = new ArrayList<Long>();
        for (var client : clients.subList(0, Math.min(BOOTS_MEASURED, clients.size()))) {
            took.add(online(client));
        }
        for (var from = took.size(); from < clients.size(); from += AT_ONCE) {
            var threads = new ArrayList<Thread>();
            for (var client : clients.subList(from, Math.min(from + AT_ONCE, clients.size()))) {
                threads.add(Thread.ofVirtual().start(() -> {
                    try {
                        online(client);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
            for (var thread : threads) {
                thread.join();
            }
        }
        var sorted = took.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[sorted.length / 2] / 1e6;
    }

    private static long online(StormClient client) throws InterruptedException {
        var took = client.connect(PATIENCE.toNanos());
        if (took < 0) {
            throw new IllegalStateException("a client could not connect within " + PATIENCE);
        }
        return took;
    }

    private static List<Long> dropAll(List<StormClient> clients, Duration spread) throws InterruptedException {
        var random = new SplittableRandom(1);
        var offsets = clients.stream()
                .mapToLong(_ -> spread.isZero() ? 0 : random.nextLong(spread.toNanos()))
                .sorted()
                .toArray();
        var began = System.nanoTime();
        for (var number = 0; number < clients.size(); number++) {
            var due = began + offsets[number];
            for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            clients.get(number).drop();
        }
        var back = new long[clients.size()];
        for (var number = 0; number < clients.size(); number++) {
            var at = clients.get(number).awaitOnline(began + LIMIT.toNanos());
            back[number] = at < 0 ? Long.MAX_VALUE : (at - began) / 1_000_000;
        }
        Arrays.sort(back);
        return Stream.of(50, 95, 100)
                .map(percent -> back[(int) Math.ceil(clients.size() * percent / 100.0) - 1])
                .map(millis -> millis == Long.MAX_VALUE ? -1L : millis)
                .toList();
    }

    /** The database's count of transactions at a time when all that was done before is in it. */
    private record Count(long transactions, long atNanos) {

        static Count of(TransactionCount database) throws InterruptedException {
            Thread.sleep(STATISTICS_SETTLE);
            return new Count(database.now(), System.nanoTime());
        }

        /** What the nodes ask by the way while nothing happens, in transactions per nanosecond. */
        double rateSince(Count earlier) {
            return (double) (transactions - earlier.transactions) / (atNanos - earlier.atNanos);
        }

        long since(Count earlier, double idleRate) {
            var idle = Math.round(idleRate * (atNanos - earlier.atNanos));
            return Math.max(0, transactions - earlier.transactions - idle);
        }
    }

    private static long megabytes(RealWorld world) {
        var pages = 0L;
        for (var process : world.deployment().processes()) {
            try {
                var fields = Files.readString(Path.of("/proc/" + process.pid() + "/statm"))
                        .split(" ", -1);
                pages += Long.parseLong(fields[1]);
            } catch (IOException _) {
                return -1; // Not Linux.
            }
        }
        return pages * 4_096 / 1_000_000;
    }
}
