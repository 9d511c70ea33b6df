package rtmlab.backends.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtmlab.backends.testing.PortHost;
import rtmlab.backends.testing.Servers;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Post;
import rtmlab.protocol.UserId;
import rtmlab.protocol.contract.EventLogContract;
import rtmlab.protocol.port.EventLog;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;

@Tag("servers")
class KafkaLogTest extends EventLogContract {

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    private static final Duration LONG = Duration.ofSeconds(40);
    // A busy machine may keep the broker from answering for some seconds.
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ChannelId GENERAL = new ChannelId("C1");

    private LogSettings settings = LogSettings.of("");

    @BeforeEach
    void createTopic() {
        settings = LogSettings.of(SERVERS.addresses().kafkaBootstrap())
                .withTopic(Servers.freshName("messages"))
                .withPartitions(4)
                .withTimeout(PATIENCE);
        KafkaLog.create(settings);
    }

    @Override
    protected void inNode(Consumer<Host> code) {
        inNode(settings, code);
    }

    private static void inNode(LogSettings settings, Consumer<Host> code) {
        PortHost.run(steps -> new KafkaLog(steps, settings), code);
    }

    @Test
    void creatingTheTopicAgainChangesNothing() {
        KafkaLog.create(settings);

        assertThatThrownBy(() -> KafkaLog.create(settings.withPartitions(5)))
                .hasMessageContaining("has 4 partitions, not 5");
    }

    @Test
    void whatOneNodeAppendedAnyOtherNodeReadsAtOnce() {
        inNode(writer -> inNode(reader -> {
            for (int i = 0; i < 200; i++) {
                var appended = writer.log().append(post("text " + i));

                assertThat(reader.log().read(appended.partition(), appended.offset(), 10))
                        .containsExactly(appended);
            }
        }));
    }

    @Test
    void oneNodeReadsAtOnceAlsoWhatItFollows() {
        inNode(writer -> inNode(host -> {
            for (int i = 0; i < 200; i++) {
                var appended = writer.log().append(post("text " + i));
                // Sometimes the follower has it already, sometimes not.
                if (i % 3 == 0) {
                    host.log().await(appended.partition(), i, 1);
                }

                assertThat(host.log().read(appended.partition(), Math.max(0, i - 5), 100))
                        .last()
                        .isEqualTo(appended);
            }
        }));
    }

    @Test
    void aFollowerThatIsFarBehindMeetsEveryRecordOnceAndInOrder() {
        int count = 4_000;
        inNode(host -> {
            var writers = new ArrayList<Integer>();
            var written = host.<Boolean>later();
            for (int writer = 0; writer < 40; writer++) {
                host.spawn("writer", () -> {
                    for (int i = 0; i < count / 40; i++) {
                        host.log().append(post("text " + i));
                    }
                    writers.add(1);
                    if (writers.size() == 40) {
                        written.complete(true);
                    }
                });
            }
            assertThat(written.await(LONG)).isPresent();
        });

        inNode(host -> {
            var log = host.log();
            var met = new ArrayList<Long>();
            while (met.size() < count) {
                // Reading elsewhere on the way does not disturb.
                log.end(log.partitionOf(GENERAL));
                log.await(log.partitionOf(GENERAL), met.size(), 100).forEach(record -> met.add(record.offset()));
            }
            assertThat(met).hasSize(count).isSorted().doesNotHaveDuplicates();
        });
    }

    @Test
    void commitsOfManyPartitionsAtOnceAllCount() {
        inNode(host -> {
            for (int partition = 0; partition < 4; partition++) {
                var mine = partition;
                host.spawn("relay", () -> {
                    for (int next = 1; next <= 50; next++) {
                        host.log().commit("relay of " + settings.topic(), mine, next);
                    }
                });
            }
        });

        inNode(host -> {
            for (int partition = 0; partition < 4; partition++) {
                assertThat(host.log().committed("relay of " + settings.topic(), partition))
                        .isEqualTo(50);
            }
        });
    }

    @Test
    void withoutKafkaNothingIsAppended() {
        var nowhere = LogSettings.of("127.0.0.1:9").withTimeout(Duration.ofMillis(300));

        inNode(nowhere, host -> {
            assertThatThrownBy(() -> host.log().append(post("text"))).isInstanceOf(NotDone.class);
            assertThatThrownBy(() -> host.log().read(0, 0, 1)).isInstanceOf(NotDone.class);
            assertThatThrownBy(() -> host.log().end(0)).isInstanceOf(NotDone.class);
            assertThatThrownBy(() -> host.log().committed("relay", 0)).isInstanceOf(NotDone.class);
            assertThatThrownBy(() -> host.log().commit("relay", 0, 1)).isInstanceOf(MaybeDone.class);
        });
    }

    @Test
    void whatKafkaCannotTakeIsNotAppended() {
        inNode(host -> {
            var log = host.log();
            assertThatThrownBy(() -> log.append(post("x".repeat(2 << 20)))).isInstanceOf(NotDone.class);

            assertThat(log.append(post("text")).offset()).isZero();
        });
    }

    @Test
    void textsThatAreNoGoodUnicodeSurviveToo() {
        inNode(host -> {
            for (var text : List.of("NUL \u0000", "half a pair \ud83d", "other half \ude00")) {
                var appended = host.log().append(post(text));

                assertThat(host.log().read(appended.partition(), appended.offset(), 1))
                        .containsExactly(appended);
            }
        });
    }

    /** The broker dies under four writers and a follower, and comes back. */
    @Test
    void aDeathOfTheBrokerLosesNothingAcknowledgedAndLetsNothingThatWasNotDoneAppear() {
        var acknowledged = new ArrayList<LogRecord>();
        var notDone = new ArrayList<String>();
        var maybeDone = new ArrayList<String>();
        var enough = new CompletableFuture<Boolean>();
        var isBack = enough.thenApplyAsync(_ -> {
            SERVERS.kafka().kill();
            SERVERS.kafka().restart();
            return true;
        });

        inNode(settings.withTimeout(Duration.ofMillis(800)), host -> {
            var log = host.log();
            var followed = host.<List<LogRecord>>later();
            host.spawn("follower", () -> followed.complete(followUntil(log, "last")));
            var writers = IntStream.rangeClosed(1, 4)
                    .mapToObj(writer -> spawnUntil(isBack, host, number -> {
                        var text = "writer " + writer + ", text " + number;
                        try {
                            acknowledged.add(log.append(post(text)));
                        } catch (NotDone _) {
                            notDone.add(text);
                        } catch (MaybeDone _) {
                            maybeDone.add(text);
                        }
                        if (acknowledged.size() == 50) {
                            enough.complete(true);
                        }
                    }))
                    .toList();
            writers.forEach(writer -> assertThat(writer.await(LONG)).isPresent());
            acknowledged.add(log.append(post("last")));

            var stored = readAll(log);
            var texts = stored.stream().map(record -> record.post().text()).toList();
            assertThat(stored).containsAll(acknowledged);
            assertThat(texts).doesNotContainAnyElementsOf(notDone).doesNotHaveDuplicates();
            assertThat(maybeDone).as("appends that the death struck").isNotEmpty();
            assertThat(followed.await(LONG)).hasValue(stored);
        });
    }

    /** Runs this over and over beside the rest, until that is done and then five times more. */
    private static Later<Boolean> spawnUntil(CompletableFuture<?> done, Host host, IntConsumer task) {
        var ended = host.<Boolean>later();
        host.spawn("writer", () -> {
            int last = Integer.MAX_VALUE;
            for (int number = 0; number < last; number++) {
                if (done.isDone() && last == Integer.MAX_VALUE) {
                    last = number + 5;
                }
                task.accept(number);
            }
            ended.complete(true);
        });
        return ended;
    }

    private static List<LogRecord> readAll(EventLog log) {
        var partition = log.partitionOf(GENERAL);
        return log.read(partition, 0, Math.toIntExact(log.end(partition)));
    }

    private static List<LogRecord> followUntil(EventLog log, String text) {
        var met = new ArrayList<LogRecord>();
        while (met.isEmpty() || !met.getLast().post().text().equals(text)) {
            met.addAll(log.await(log.partitionOf(GENERAL), met.size(), 100));
        }
        return met;
    }

    private static Post post(String text) {
        return new Post(GENERAL, new UserId("U1"), text, new ClientMessageId("id of " + text.hashCode()));
    }
}
