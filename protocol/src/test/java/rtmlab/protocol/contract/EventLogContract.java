package rtmlab.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Post;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.EventLog;
import rtmlab.protocol.port.Host;

/** What {@link EventLog} promises. The log has at least two partitions and is empty at the start of each test. */
@Timeout(60)
public abstract class EventLogContract {

    private static final ChannelId GENERAL = new ChannelId("C1");

    /** Runs this as a node, on a host with a log. */
    protected abstract void inNode(Consumer<Host> code);

    @Test
    void offsetsCountFromZeroByOne() {
        inNode(host -> {
            var offsets = new ArrayList<Long>();
            for (int i = 0; i < 5; i++) {
                offsets.add(host.log().append(post(GENERAL, "text " + i)).offset());
            }

            assertThat(offsets).containsExactly(0L, 1L, 2L, 3L, 4L);
        });
    }

    @Test
    void everyPartitionCountsByItself() {
        inNode(host -> {
            var log = host.log();
            var elsewhere = channelOfAnotherPartition(log, GENERAL);
            log.append(post(GENERAL, "one"));
            log.append(post(GENERAL, "two"));

            assertThat(log.append(post(elsewhere, "three")).offset()).isZero();
            assertThat(log.end(log.partitionOf(GENERAL))).isEqualTo(2);
            assertThat(log.end(log.partitionOf(elsewhere))).isEqualTo(1);
        });
    }

    @Test
    void allOfAChannelGoesToThePartitionOfTheChannel() {
        inNode(host -> {
            var log = host.log();
            for (int i = 1; i <= 12; i++) {
                var channel = new ChannelId("C" + i % 4);

                assertThat(log.append(post(channel, "text " + i)).partition()).isEqualTo(log.partitionOf(channel));
            }
        });
    }

    @Test
    void whatAppendAnswersIsWhatReadersGet() {
        inNode(host -> {
            var log = host.log();
            var appended = appendAll(log, GENERAL, 5);

            assertThat(log.read(log.partitionOf(GENERAL), 0, 100)).isEqualTo(appended);
            assertThat(log.await(log.partitionOf(GENERAL), 0, 100)).isEqualTo(appended);
        });
    }

    @Test
    void aReadBeginsAtItsOffsetAndHoldsNoMoreThanItsLimit() {
        inNode(host -> {
            var log = host.log();
            var appended = appendAll(log, GENERAL, 6);

            assertThat(log.read(log.partitionOf(GENERAL), 2, 3)).isEqualTo(appended.subList(2, 5));
            assertThat(log.read(log.partitionOf(GENERAL), 5, 3)).isEqualTo(appended.subList(5, 6));
        });
    }

    @Test
    void aReadFromTheEndIsEmpty() {
        inNode(host -> {
            var log = host.log();
            assertThat(log.read(log.partitionOf(GENERAL), 0, 10)).isEmpty();

            log.append(post(GENERAL, "one"));

            assertThat(log.read(log.partitionOf(GENERAL), 1, 10)).isEmpty();
        });
    }

    @Test
    void aReadAfterAnAcknowledgedAppendHoldsIt() {
        inNode(host -> {
            var log = host.log();
            for (int i = 0; i < 20; i++) {
                var appended = log.append(post(GENERAL, "text " + i));

                assertThat(log.read(appended.partition(), appended.offset(), 10))
                        .containsExactly(appended);
            }
        });
    }

    @Test
    void theEndIsTheOffsetOfTheNextRecord() {
        inNode(host -> {
            var log = host.log();
            var partition = log.partitionOf(GENERAL);
            assertThat(log.end(partition)).isZero();

            for (int i = 0; i < 3; i++) {
                var end = log.end(partition);

                assertThat(log.append(post(GENERAL, "text " + i)).offset()).isEqualTo(end);
            }
        });
    }

    @Test
    void anyTextSurvives() {
        inNode(host -> {
            var log = host.log();
            var appended = log.append(post(GENERAL, Texts.ANY));

            assertThat(log.read(appended.partition(), 0, 1)).containsExactly(appended);
            assertThat(appended.post().text()).isEqualTo(Texts.ANY);
        });
    }

    @Test
    void awaitHoldsNoMoreThanItsLimit() {
        inNode(host -> {
            var log = host.log();
            var appended = appendAll(log, GENERAL, 6);

            assertThat(log.await(log.partitionOf(GENERAL), 1, 2))
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(2)
                    .first()
                    .isEqualTo(appended.get(1));
        });
    }

    @Test
    void awaitComesBackWhenTheFirstRecordComes() {
        inNode(host -> {
            var log = host.log();
            var awaited = host.<List<LogRecord>>later();
            host.spawn("follower", () -> awaited.complete(log.await(log.partitionOf(GENERAL), 0, 10)));
            host.clock().sleep(Duration.ofMillis(20)); // so that the follower most likely waits already

            var appended = log.append(post(GENERAL, "one"));

            assertThat(awaited.await(Texts.LONG)).hasValue(List.of(appended));
        });
    }

    @Test
    void aFollowerMeetsEveryRecordOnceAndInOrder() {
        inNode(host -> {
            var log = host.log();
            int count = 100;
            var met = host.<List<LogRecord>>later();
            host.spawn("follower", () -> met.complete(follow(log, log.partitionOf(GENERAL), count)));

            var appended = appendAll(log, GENERAL, count);

            assertThat(met.await(Texts.LONG)).hasValue(appended);
        });
    }

    @Test
    void followersOfAllPartitionsWaitSideBySide() {
        inNode(host -> {
            var log = host.log();
            var channels = oneChannelPerPartition(log);
            var awaited = channels.stream()
                    .map(channel -> {
                        var first = host.<List<LogRecord>>later();
                        host.spawn("follower", () -> first.complete(log.await(log.partitionOf(channel), 0, 10)));
                        return first;
                    })
                    .toList();

            // From the last to the first: none of them needs another one to be served before it.
            for (int i = channels.size() - 1; i >= 0; i--) {
                var appended = log.append(post(channels.get(i), "text"));

                assertThat(awaited.get(i).await(Texts.LONG)).hasValue(List.of(appended));
            }
        });
    }

    @Test
    void twoFollowersOfAPartitionBothMeetAllOfIt() {
        inNode(host -> {
            var log = host.log();
            var one = host.<List<LogRecord>>later();
            var other = host.<List<LogRecord>>later();
            host.spawn("one", () -> one.complete(follow(log, log.partitionOf(GENERAL), 20)));
            var appended = new ArrayList<>(appendAll(log, GENERAL, 10));
            host.spawn("other", () -> other.complete(follow(log, log.partitionOf(GENERAL), 20)));
            appended.addAll(appendAll(log, GENERAL, 10));

            assertThat(one.await(Texts.LONG)).hasValue(appended);
            assertThat(other.await(Texts.LONG)).hasValue(appended);
        });
    }

    @Test
    void awaitGoesBackAsFarAsOneAsks() {
        inNode(host -> {
            var log = host.log();
            var partition = log.partitionOf(GENERAL);
            var appended = appendAll(log, GENERAL, 10);
            assertThat(log.await(partition, 9, 10)).isEqualTo(appended.subList(9, 10));

            assertThat(follow(log, partition, 10)).isEqualTo(appended);
        });
    }

    @Test
    void whatWasAppendedIsThereAfterARestart() {
        var appended = new ArrayList<LogRecord>();
        inNode(host -> appended.addAll(appendAll(host.log(), GENERAL, 3)));

        inNode(host -> assertThat(host.log().read(host.log().partitionOf(GENERAL), 0, 10))
                .isEqualTo(appended));
    }

    @Test
    void aGroupBeginsAtZeroAndGoesOnWhereItCommitted() {
        inNode(host -> {
            var log = host.log();
            assertThat(log.committed("relay", 0)).isZero();
            appendAll(log, GENERAL, 3);

            log.commit("relay", 0, 1);
            log.commit("relay", 0, 3);

            assertThat(log.committed("relay", 0)).isEqualTo(3);
        });

        inNode(host -> assertThat(host.log().committed("relay", 0)).isEqualTo(3));
    }

    @Test
    void groupsAndPartitionsCommitByThemselves() {
        inNode(host -> {
            var log = host.log();
            log.commit("relay", 0, 3);
            log.commit("indexer", 0, 5);
            log.commit("relay", 1, 7);

            assertThat(log.committed("relay", 0)).isEqualTo(3);
            assertThat(log.committed("indexer", 0)).isEqualTo(5);
            assertThat(log.committed("relay", 1)).isEqualTo(7);
            assertThat(log.committed("indexer", 1)).isZero();
        });
    }

    private static List<LogRecord> appendAll(EventLog log, ChannelId channel, int count) {
        var appended = new ArrayList<LogRecord>();
        for (int i = 0; i < count; i++) {
            appended.add(log.append(post(channel, "text " + i)));
        }
        return appended;
    }

    /** Reads as the nodes do: from the first record on, waiting for the next. */
    private static List<LogRecord> follow(EventLog log, int partition, int count) {
        var met = new ArrayList<LogRecord>();
        while (met.size() < count) {
            met.addAll(log.await(partition, met.size(), 7));
        }
        return met;
    }

    private static List<ChannelId> oneChannelPerPartition(EventLog log) {
        var channels = new ArrayList<ChannelId>();
        for (int partition = 0; partition < log.partitions(); partition++) {
            int number = 1;
            while (log.partitionOf(new ChannelId("C" + number)) != partition) {
                number++;
            }
            channels.add(new ChannelId("C" + number));
        }
        return channels;
    }

    private static ChannelId channelOfAnotherPartition(EventLog log, ChannelId channel) {
        return oneChannelPerPartition(log).stream()
                .filter(other -> log.partitionOf(other) != log.partitionOf(channel))
                .findFirst()
                .orElseThrow();
    }

    private static Post post(ChannelId channel, String text) {
        return new Post(channel, new UserId("U1"), text, new ClientMessageId("id of " + text));
    }
}
