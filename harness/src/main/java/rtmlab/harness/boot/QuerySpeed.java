package rtmlab.harness.boot;

import java.time.Duration;
import java.time.Instant;
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
import rtmlab.bootstrap.FlannelBootstrap;
import rtmlab.bootstrap.Roster;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.variant.Topology;

/**
 * How many id queries a second one Flannel answers: from its memory alone, and over WebSockets with all that belongs to
 * that, its clients in the same process on the same processors.
 *
 * @param inProcessPerSecond one thread, one id a query
 * @param webSocketPerSecond as fast as it goes, with {@link #CLIENTS} clients that have {@link #WINDOW} queries under way
 *     each
 * @param offeredPerSecond of the second measurement: half of that, at fixed times
 * @param p50Millis of the second measurement, from when a query was due to its answer
 */
public record QuerySpeed(
        long inProcessPerSecond, long webSocketPerSecond, long offeredPerSecond, double p50Millis, double p99Millis) {

    static final int CLIENTS = 16;
    static final int WINDOW = 32;

    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration MEASURED = Duration.ofSeconds(4);
    private static final NodeName FLANNEL = NodeName.of("flannel", 1);
    private static final NodeName ORIGIN = NodeName.of("web-app", 1);

    public static QuerySpeed of(GeneratedTeam team) throws InterruptedException {
        var inProcess = inProcess(team);
        var addresses = new AddressBook();
        var topology = Topology.none().and(ORIGIN.role(), 1).and(FLANNEL.role(), 1);
        try (var origin = new RealHost(ORIGIN, HostSettings.of(addresses));
                var flannel = new RealHost(FLANNEL, HostSettings.of(addresses))) {
            origin.start(new GeneratedOrigin(team, CLIENTS));
            flannel.start(new FlannelBootstrap().node(FLANNEL, topology));
            var clients = new ArrayList<Asker>();
            try {
                for (var number = 0; number < CLIENTS; number++) {
                    clients.add(new Asker(number, team, addresses));
                }
                clients.forEach(Asker::askInTurn);
                Thread.sleep(WARM_UP);
                var before = answers(clients);
                var began = System.nanoTime();
                Thread.sleep(MEASURED);
                var perSecond = (answers(clients) - before) * 1_000_000_000L / (System.nanoTime() - began);
                clients.forEach(Asker::pause);
                var latencies = atRate(perSecond / 2, clients);
                return new QuerySpeed(
                        inProcess, perSecond, perSecond / 2, percentile(latencies, 0.5), percentile(latencies, 0.99));
            } finally {
                clients.forEach(Asker::close);
            }
        }
    }

    private static long inProcess(GeneratedTeam team) {
        var roster = new Roster(team.users().toList(), Instant.EPOCH);
        var random = new SplittableRandom(1);
        var ids = new ArrayList<EdgeApi.UsersInfo>();
        for (var number = 0; number < 10_000; number++) {
            ids.add(new EdgeApi.UsersInfo(
                    null, List.of(team.user(random.nextInt(team.size())).id())));
        }
        var perSecond = 0L;
        for (var round = 0; round < 3; round++) { // The first ones warm up.
            var found = 0L;
            var began = System.nanoTime();
            for (var number = 0; System.nanoTime() - began < 1_000_000_000L; number++) {
                found += roster.find(ids.get(number % ids.size()).users())
                        .results()
                        .size();
            }
            perSecond = found * 1_000_000_000L / (System.nanoTime() - began);
        }
        return perSecond;
    }

    private static long answers(List<Asker> clients) {
        return clients.stream().mapToLong(client -> client.answers.sum()).sum();
    }

    /** One query each so many nanoseconds, client by client; who is late asks at once, and the delay counts. */
    private static double[] atRate(long perSecond, List<Asker> clients) throws InterruptedException {
        var total = (int) (perSecond * MEASURED.toSeconds());
        var perClient = total / clients.size();
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
        return latencies.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
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

        void pause() {
            asksInTurn = false;
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
