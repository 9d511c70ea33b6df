package rtmlab.harness.updated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.backends.launch.EmbeddedServer;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.backends.runtime.RealHost;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.harness.experiment.RecordingJournal;
import rtmlab.harness.experiment.StoreReader;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.JobQueue.Queued;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Variants;

/** Each part of the job queue, killed with {@code kill -9} while messages with mentions are posted. */
@Tag("slow")
class JobQueueKillsTest {

    private static final int MESSAGES = 60;
    private static final Duration PACE = Duration.ofMillis(25);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration GLANCE = Duration.ofMillis(20);

    @TempDir
    private static Path folder;

    private static EmbeddedServers servers;
    private static RealWorld world;
    private static int teams;

    @BeforeAll
    static void start() {
        var cache = Path.of("..", "out", ".servers").toAbsolutePath();
        servers = EmbeddedServers.start(folder.resolve("servers"), ServerOptions.small(cache));
        var architecture = Variants.named("updated").orElseThrow();
        world = new RealWorld(
                architecture, Mechanisms.defaultsOf(architecture), servers.addresses(), folder, cache, Map.of());
    }

    @AfterAll
    static void stop() {
        world.close();
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafkagate", "jq-relay", "worker", "Redis", "Kafka", "PostgreSQL"})
    void killedUnderLoadItLosesNoJobAndShowsNobodyAnythingTwice(String part) throws IOException {
        var team = Team.of(2, 1, 500 + ++teams);
        var general = team.channels().getFirst();
        var bob = team.member("bob").user().id();
        act(host -> team.enterInto(host.directory()));
        try (var history = new HistoryRecorder(() -> System.nanoTime() / 1_000);
                var alices = world.clientHost(new NodeName("alice"));
                var bobs = world.clientHost(new NodeName("bob"))) {
            team.members().forEach(member -> history.joined(member.name(), general.name()));
            var clients = new LinkedHashMap<RealHost, Client>();
            var journals = new ArrayList<RecordingJournal>();
            for (var host : List.of(alices, bobs)) {
                var member = team.member(host.name().value());
                var journal = new RecordingJournal(history, team, member);
                journals.add(journal);
                clients.put(host, world.client(member, journal));
            }
            clients.forEach(RealHost::start);
            await(() ->
                    journals.stream().allMatch(journal -> journal.firstOnline().isDone()));

            var alice = Objects.requireNonNull(clients.get(alices));
            var posts = new ArrayList<Thread>();
            for (var number = 0; number < MESSAGES; number++) {
                switch (number) {
                    case MESSAGES / 3 -> kill(part);
                    case 2 * MESSAGES / 3 -> restart(part);
                    default -> {}
                }
                var id = new ClientMessageId("m" + number);
                posts.add(Thread.ofVirtual()
                        .start(() -> alices.run(
                                () -> alice.post(general.id(), "lunch at noon, <@" + bob + ">? " + id, id))));
                LockSupport.parkNanos(PACE.toNanos());
            }
            await(() -> posts.stream().noneMatch(Thread::isAlive));
            await(JobQueueKillsTest::isQuiet);
            var stored = probe(host -> host.messages().history(general.id(), Ts.BEFORE_ALL, Ts.AFTER_ALL, 1_000));
            await(() -> journals.stream()
                    .allMatch(journal -> stored.stream()
                            .allMatch(message -> journal.sighting(
                                            message.clientMessageId().value())
                                    .isDone())));
            history.quiet();
            act(host -> StoreReader.read(host.messages(), team, history));

            var verdicts = Promises.check(history.history());
            assertThat(verdicts.values()).filteredOn(Broken.class::isInstance).isEmpty();
            // Whether anybody had to try again is left to chance, so nothing is said of idempotent-retries but that it
            // holds.
            for (var promise : List.of("no-lost-ack", "delivery", "agreement", "integrity")) {
                assertThat(verdicts.get(promise)).as(promise).isInstanceOf(Kept.class);
            }
            assertThat(stored).hasSizeGreaterThanOrEqualTo(MESSAGES / 3);
            List<Message> notified = probe(host -> host.notifications().of(bob, 1_000));
            assertThat(notified).containsExactlyInAnyOrderElementsOf(stored);
            var found = probe(host -> host.search().find(List.of(general.id()), "noon", 0, 1_000));
            assertThat(found.messages())
                    .extracting(Message::clientMessageId)
                    .containsExactlyInAnyOrderElementsOf(
                            stored.stream().map(Message::clientMessageId).toList());
            List<Queued> dead = probe(host -> host.queue().dead());
            assertThat(dead).isEmpty();
        }
    }

    private static void kill(String part) {
        server(part).forEach(EmbeddedServer::kill);
        nodes(part).forEach(world.deployment()::kill);
    }

    private static void restart(String part) {
        server(part).forEach(EmbeddedServer::restart);
        nodes(part).forEach(world.deployment()::restart);
        world.deployment().awaitReady();
    }

    private static List<EmbeddedServer> server(String title) {
        return Stream.concat(servers.brokers().stream(), Stream.of(servers.redis(), servers.postgres()))
                .filter(server -> server.title().equals(title))
                .toList();
    }

    private static List<NodeName> nodes(String role) {
        return world.deployment().topology().nodes().stream()
                .filter(node -> node.role().equals(role))
                .toList();
    }

    private static boolean isQuiet() {
        try {
            return probe(host ->
                    world.architecture().isQuiet(host, world.deployment().topology()));
        } catch (CallFailed _) {
            return false;
        }
    }

    private static <T> T probe(Function<RealHost, T> look) {
        return world.probe().call(() -> look.apply(world.probe()));
    }

    private static void act(Consumer<RealHost> action) {
        world.probe().run(() -> action.accept(world.probe()));
    }

    private static void await(BooleanSupplier condition) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }
}
