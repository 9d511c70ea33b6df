package rtmlab.harness.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import rtmlab.backends.runtime.AddressBook;
import rtmlab.backends.runtime.HostSettings;
import rtmlab.backends.runtime.RealHost;
import rtmlab.bootstrap.Flannel;
import rtmlab.bootstrap.FlannelBootstrap;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.variant.Topology;

/**
 * How many id queries a second one Flannel answers: as a node alone, and over WebSockets with all that belongs to that,
 * its clients in the same process on the same processors.
 *
 * @param inProcessPerSecond asked of the node in a client's name, one id a query, under the node's monitor, with no wire
 * @param webSocketPerSecond as fast as it goes, with {@link #CLIENTS} clients that have {@link #WINDOW} queries under way
 *     each
 * @param atHalfTheGoal how long answers take at half of {@link #WEB_SOCKET_GOAL}
 * @param atHalfTheSpeed the same at half of what was measured
 */
public record QuerySpeed(
        long inProcessPerSecond, long webSocketPerSecond, Latency atHalfTheGoal, Latency atHalfTheSpeed) {

    public static final long IN_PROCESS_GOAL = 100_000;
    public static final long WEB_SOCKET_GOAL = 15_000;
    public static final double P99_GOAL_MILLIS = 5;

    /**
     * How long answers take when queries come at fixed times, however late the answers are (an open loop).
     *
     * @param p50Millis from when a query was due to its answer
     */
    public record Latency(long offeredPerSecond, double p50Millis, double p99Millis) {}

    /** Whether every goal is reached. */
    public boolean isReached() {
        return inProcessPerSecond >= IN_PROCESS_GOAL
                && webSocketPerSecond >= WEB_SOCKET_GOAL
                && atHalfTheGoal.p99Millis() < P99_GOAL_MILLIS;
    }

    static final int CLIENTS = 16;
    static final int WINDOW = 32;

    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration MEASURED = Duration.ofSeconds(4);
    private static final NodeName FLANNEL = NodeName.of("flannel", 1);
    private static final NodeName ORIGIN = NodeName.of("web-app", 1);

    public static QuerySpeed of(GeneratedTeam team) throws InterruptedException {
        var addresses = new AddressBook();
        var topology = Topology.none().and(ORIGIN.role(), 1).and(FLANNEL.role(), 1);
        try (var origin = new RealHost(ORIGIN, HostSettings.of(addresses));
                var host = new RealHost(FLANNEL, HostSettings.of(addresses))) {
            origin.start(new GeneratedOrigin(team, CLIENTS));
            var flannel = (Flannel) new FlannelBootstrap().node(FLANNEL, topology);
            host.start(flannel);
            var clients = new ArrayList<Asker>();
            try {
                for (var number = 0; number < CLIENTS; number++) {
                    clients.add(new Asker(number, team, addresses));
                }
                var inProcess = inProcess(team, host, flannel, clients.getFirst().session);
                clients.forEach(Asker::askInTurn);
                Thread.sleep(WARM_UP);
                var before = answers(clients);
                var began = System.nanoTime();
                Thread.sleep(MEASURED);
                var perSecond = (answers(clients) - before) * 1_000_000_000L / (System.nanoTime() - began);
                for (var client : clients) {
                    client.pause();
                }
                // Queries that come one by one take another way than those that come in crowds: that has to be warm,
                // too.
                atRate(WEB_SOCKET_GOAL / 2, clients);
                return new QuerySpeed(
                        inProcess, perSecond, atRate(WEB_SOCKET_GOAL / 2, clients), atRate(perSecond / 2, clients));
            } finally {
                clients.forEach(Asker::close);
            }
        }
    }

    private static long inProcess(GeneratedTeam team, RealHost host, Flannel flannel, Ticket session) {
        var random = new SplittableRandom(1);
        var queries = new ArrayList<EdgeApi.UsersInfo>();
        for (var number = 0; number < 10_000; number++) {
            var user = team.user(random.nextInt(team.size())).id();
            queries.add(new EdgeApi.UsersInfo(session, List.of(user)));
        }
        var perSecond = 0L;
        for (var round = 0; round < 3; round++) { // The first ones warm up.
            var found = 0L;
            var began = System.nanoTime();
            for (var number = 0; System.nanoTime() - began < 1_000_000_000L; number++) {
                var query = queries.get(number % queries.size());
                found += host.call(() -> flannel.usersFound(query)).results().size();
            }
            perSecond = found * 1_000_000_000L / (System.nanoTime() - began);
        }
        return perSecond;
    }

    private static long answers(List<Asker> clients) {
        return clients.stream().mapToLong(client -> client.answers.sum()).sum();
    }

    /** One query each so many nanoseconds, client by client; who is late asks at once, and the delay counts. */
    private static Latency atRate(long perSecond, List<Asker> clients) throws InterruptedException {
        var perClient = (int) (perSecond * MEASURED.toSeconds()) / clients.size();
        clients.forEach(client -> client.expect(perClient));
        var began = System.nanoTime();
        var interval = 1_000_000_000.0 / perSecond;
        for (var number = 0; number < perClient * clients.size(); number++) {
            var due = began + (long) (number * interval);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(Math.min(200_000, due - System.nanoTime()));
            }
            clients.get(number % clients.size()).askAt(due);
        }
        var latencies = new ArrayList<double[]>();
        for (var client : clients) {
            latencies.add(client.latencies());
        }
        var sorted = latencies.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        return new Latency(perSecond, percentile(sorted, 0.5), percentile(sorted, 0.99));
    }

    private static double percentile(double[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
    }

    /** A client that asks who users are. */
    private static final class Asker implements Handler, AutoCloseable {
        private final GeneratedTeam team;
        private final RealHost host;
        private final SplittableRandom random;
        private final LongAdder answers = new LongAdder();
        private final CountDownLatch greeted = new CountDownLatch(1);
        private final Socket socket;
        private final Ticket session;
        private volatile boolean asksInTurn;
        private volatile CountDownLatch expected = new CountDownLatch(0);
        private long lastId;
        private long firstTimed;
        private long[] dueNanos = {};
        private double[] tookMillis = {};

        Asker(int number, GeneratedTeam team, AddressBook addresses) throws InterruptedException {
            this.team = team;
            this.random = new SplittableRandom(number);
            this.host = new RealHost(NodeName.of("client", number + 1), HostSettings.of(addresses));
            var token = team.token(number);
            var booted = host.call(() -> host.http().call(FLANNEL, EdgeApi.BOOT, new EdgeApi.Boot(token, null)));
            this.session = booted.session();
            this.socket = host.call(
                    () -> host.sockets().open(booted.start().connection().url(), this));
            if (!greeted.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Flannel did not greet its client");
            }
        }

        void askInTurn() {
            asksInTurn = true;
            host.run(() -> {
                for (var query = 0; query < WINDOW; query++) {
                    ask();
                }
            });
        }

        /** Asks no more, and returns when all that was asked is answered. */
        void pause() throws InterruptedException {
            asksInTurn = false;
            var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (host.call(() -> lastId) > answers.sum()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("what was asked is not answered");
                }
                Thread.sleep(1);
            }
        }

        /** From now on times are taken, of so many queries. */
        void expect(int queries) {
            host.run(() -> {
                firstTimed = lastId + 1;
                dueNanos = new long[queries];
                tookMillis = new double[queries];
                expected = new CountDownLatch(queries);
            });
        }

        void askAt(long due) {
            host.run(() -> {
                dueNanos[(int) (lastId + 1 - firstTimed)] = due;
                ask();
            });
        }

        double[] latencies() throws InterruptedException {
            if (!expected.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException(expected.getCount() + " queries were not answered within 30 s");
            }
            return tookMillis;
        }

        private void ask() {
            var user = team.user(random.nextInt(team.size())).id();
            socket.send(new Frame.Ask(++lastId, new EdgeApi.UsersInfo(null, List.of(user))));
        }

        @Override
        public void received(Frame frame) {
            switch (frame) {
                case Frame.Hello _ -> greeted.countDown();
                case Frame.Told(long id, EdgeApi.UsersFound found)
                when found.failed().isEmpty() -> answered(id);
                default -> throw new IllegalStateException("not an answer to who a user is: " + frame);
            }
        }

        private void answered(long id) {
            answers.increment();
            if (asksInTurn) {
                ask();
                return;
            }
            var place = (int) (id - firstTimed);
            if (place >= 0 && place < dueNanos.length) {
                tookMillis[place] = (System.nanoTime() - dueNanos[place]) / 1e6;
                expected.countDown();
            }
        }

        @Override
        public void closed(String reason) {}

        @Override
        public void close() {
            host.close();
        }
    }
}
