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
import rtmlab.protocol.Job;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.JobLog;
import rtmlab.protocol.port.JobLog.Entry;

/** What {@link JobLog} promises. The topic is empty at the start of each test. */
@Timeout(60)
public abstract class JobLogContract {

    /** Runs this as a node, on a host with a log of jobs. */
    protected abstract void inNode(Consumer<Host> code);

    @Test
    void whatIsAppendedIsReadInOrderFromItsPartition() {
        inNode(host -> {
            var log = host.jobs();
            assertThat(log.append(0, job(1))).isZero();
            assertThat(log.append(0, job(2))).isEqualTo(1);
            assertThat(log.append(1, job(3))).isZero();

            assertThat(log.end(0)).isEqualTo(2);
            assertThat(readAll(log, 0, 2)).containsExactly(new Entry(0, job(1)), new Entry(1, job(2)));
            assertThat(log.await(0, 1, 10)).containsExactly(new Entry(1, job(2)));
            assertThat(log.await(0, 0, 1)).containsExactly(new Entry(0, job(1)));
            assertThat(log.await(1, 0, 10)).containsExactly(new Entry(0, job(3)));
        });
    }

    @Test
    void awaitingWaitsForTheNext() {
        inNode(host -> {
            var log = host.jobs();
            var met = host.<List<Entry>>later();
            host.spawn("relay", () -> met.complete(log.await(0, 0, 10)));
            host.clock().sleep(Duration.ofMillis(30));

            log.append(0, job(1));

            assertThat(met.await(Texts.LONG)).hasValue(List.of(new Entry(0, job(1))));
        });
    }

    @Test
    void groupsCommitByThemselves() {
        inNode(host -> {
            var log = host.jobs();
            log.append(0, job(1));
            assertThat(log.committed("one", 0)).isZero();
            log.commit("one", 0, 1);

            assertThat(log.committed("one", 0)).isEqualTo(1);
            assertThat(log.committed("two", 0)).isZero();
            assertThat(log.committed("one", 1)).isZero();
        });
    }

    @Test
    void aRepeatGoesWhereTheFirstWent() {
        inNode(host -> assertThat(host.jobs().partitionOf(job(5)))
                .isEqualTo(host.jobs().partitionOf(job(5)))
                .isBetween(0, host.jobs().partitions() - 1));
    }

    private static List<Entry> readAll(JobLog log, int partition, int count) {
        var all = new ArrayList<Entry>();
        while (all.size() < count) {
            all.addAll(log.await(partition, all.size(), count));
        }
        return all;
    }

    private static Job job(int number) {
        var post =
                new Post(new ChannelId("C1"), new UserId("U1"), "text " + number, new ClientMessageId("id " + number));
        return new Job(Job.Kind.NOTIFY, post.at(Ts.ofLogOffset(number)), "U2");
    }
}
