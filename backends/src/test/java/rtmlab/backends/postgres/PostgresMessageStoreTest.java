package rtmlab.backends.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtmlab.backends.testing.PortHost;
import rtmlab.backends.testing.Servers;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.contract.MessageStoreContract;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.MessageStore;
import rtmlab.protocol.port.NotDone;

@Tag("servers")
class PostgresMessageStoreTest extends MessageStoreContract {

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    private static final ChannelId GENERAL = new ChannelId("C1");

    @BeforeEach
    void emptyTables() {
        Databases.empty(settings());
    }

    @Override
    protected void inNode(Consumer<Host> code) {
        inNode(settings(), code);
    }

    private static void inNode(PostgresSettings settings, Consumer<Host> code) {
        try (var postgres = new Postgres(settings)) {
            PortHost.run(steps -> new PostgresMessageStore(steps, postgres), code);
        }
    }

    @Test
    void theSchemaMayBeCreatedByManyAtOnce() {
        var attempts = List.of(1, 2, 3, 4).stream()
                .map(_ -> CompletableFuture.runAsync(() -> Schema.create(settings())))
                .toList();

        attempts.forEach(CompletableFuture::join);
    }

    /** Eight nodes, each with its connection, and one id: again and again, since a race is not lost every time. */
    @Test
    void ofManyNodesThatInsertOnceAtTheSameMomentTheLowestPlaceIsStored() {
        int nodes = 8;
        int rounds = 25;
        var barrier = new CyclicBarrier(nodes);
        var running = new ArrayList<Thread>();
        for (int node = 1; node <= nodes; node++) {
            var mine = node;
            running.add(Thread.ofVirtual()
                    .start(() -> inNode(settings().withConnections(1), host -> {
                        for (int round = 0; round < rounds; round++) {
                            await(barrier);
                            host.messages()
                                    .insertOnce(message(100 * (round + 1) + (mine * 3 + round) % nodes, "id " + round));
                        }
                    })));
        }
        running.forEach(PostgresMessageStoreTest::join);

        inNode(host -> {
            var stored = all(host.messages());
            assertThat(stored).hasSize(rounds);
            assertThat(stored)
                    .allSatisfy(message ->
                            assertThat(message.ts().logOffset() % 100).isZero());
        });
    }

    @Test
    void insertOnceLeavesTheRowsOfInsertAlone() {
        inNode(host -> {
            host.messages().insert(message(5, "a"));
            host.messages().insertOnce(message(3, "a"));
            host.messages().insertOnce(message(4, "a"));
            host.messages().insert(message(6, "a"));

            assertThat(all(host.messages())).containsExactly(message(6, "a"), message(5, "a"), message(3, "a"));
        });
    }

    @Test
    void whatPostgresCannotHoldIsNotStored() {
        inNode(host -> {
            assertThatThrownBy(() -> host.messages().insert(textual("NUL \u0000")))
                    .isInstanceOf(NotDone.class);
            assertThatThrownBy(() -> host.messages().insert(textual("half a pair \ud83d")))
                    .isInstanceOf(NotDone.class);

            assertThat(all(host.messages())).isEmpty();
        });
    }

    @Test
    void withoutPostgresNothingIsStored() {
        var nowhere = PostgresSettings.of("jdbc:postgresql://127.0.0.1:9/postgres", "postgres", "")
                .withTimeout(Duration.ofMillis(300));

        inNode(nowhere, host -> {
            assertThatThrownBy(() -> host.messages().insert(message(1, "a"))).isInstanceOf(NotDone.class);
            assertThatThrownBy(() -> all(host.messages())).isInstanceOf(NotDone.class);
        });
    }

    @Test
    void aPostgresThatHasFallenSilentMayHaveStoredIt() {
        inNode(settings().withTimeout(Duration.ofMillis(300)), host -> {
            host.messages().insert(message(1, "a"));
            SERVERS.postgres().pause();
            try {
                assertThatThrownBy(() -> host.messages().insert(message(2, "b")))
                        .isInstanceOf(MaybeDone.class);
            } finally {
                SERVERS.postgres().resume();
            }

            assertThat(all(host.messages())).contains(message(1, "a"));
        });
    }

    /** PostgreSQL dies under four writers, and comes back. */
    @Test
    void aDeathOfPostgresLosesNothingConfirmedAndLetsNothingThatWasNotDoneAppear() {
        var stored = new HashSet<Message>();
        var notDone = new HashSet<Message>();
        var maybeDone = new HashSet<Message>();
        var enough = new CompletableFuture<Boolean>();
        var isBack = enough.thenApplyAsync(_ -> {
            SERVERS.postgres().kill();
            SERVERS.postgres().restart();
            return true;
        });

        inNode(settings().withTimeout(Duration.ofMillis(400)), host -> {
            for (int writer = 1; writer <= 4; writer++) {
                var mine = writer;
                host.spawn("writer", () -> {
                    int last = Integer.MAX_VALUE;
                    for (int i = 0; i < last; i++) {
                        if (isBack.isDone() && last == Integer.MAX_VALUE) {
                            last = i + 5;
                        }
                        var message = message(i, "writer " + mine + ", text " + i);
                        try {
                            host.messages().insert(message);
                            stored.add(message);
                        } catch (NotDone _) {
                            notDone.add(message);
                        } catch (MaybeDone _) {
                            maybeDone.add(message);
                        }
                        if (stored.size() == 50) {
                            enough.complete(true);
                        }
                    }
                });
            }
        });

        inNode(host -> {
            assertThat(all(host.messages()))
                    .containsAll(stored)
                    .noneMatch(notDone::contains)
                    .doesNotHaveDuplicates();
            assertThat(maybeDone).as("inserts that the death struck").isNotEmpty();
        });
    }

    private static List<Message> all(MessageStore store) {
        return store.history(GENERAL, /* after= */ Ts.BEFORE_ALL, /* before= */ Ts.AFTER_ALL, 100_000);
    }

    private static PostgresSettings settings() {
        return Databases.settings(SERVERS);
    }

    private static Message message(int place, String id) {
        return new Post(GENERAL, new UserId("U1"), "text", new ClientMessageId(id)).at(Ts.ofLogOffset(place));
    }

    private static Message textual(String text) {
        return new Post(GENERAL, new UserId("U1"), text, new ClientMessageId("a")).at(Ts.ofLogOffset(1));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
