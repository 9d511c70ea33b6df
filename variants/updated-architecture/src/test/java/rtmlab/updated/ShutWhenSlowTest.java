package rtmlab.updated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;

/** A gate before a log that takes its time: what happens meanwhile is told within the append. */
class ShutWhenSlowTest {

    private static final Job JOB = new Job(
            Job.Kind.UNFURL,
            new Post(new ChannelId("C1"), new UserId("U1"), "hello", new ClientMessageId("m1")).at(Ts.ofLogOffset(1)));

    private final List<Job> log = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private Runnable meanwhile = () -> {};

    private final Gate gate = new ShutWhenSlow(new Gate.Ports() {
        @Override
        public long append(int partition, Job job) {
            var happens = meanwhile;
            meanwhile = () -> {};
            happens.run();
            log.add(job);
            return log.size() - 1L;
        }

        @Override
        public Instant now() {
            return now;
        }
    });

    @Test
    void whileKafkaHasNotAnsweredForHalfASecondWhoeverComesIsSentAwayUntouched() {
        meanwhile = () -> {
            now = now.plusMillis(501);
            assertIsSentAway();
            assertThat(log).isEmpty();
        };

        assertThat(gate.enqueue(0, JOB)).isZero();
        assertThat(log).hasSize(1);
    }

    @Test
    void untilThenItIsOpenAndAsSoonAsKafkaHasAnsweredAgain() {
        meanwhile = () -> {
            now = now.plusMillis(500);
            assertThat(gate.enqueue(0, JOB)).isZero();
            now = now.plus(Duration.ofHours(1));
        };
        assertThat(gate.enqueue(0, JOB)).isEqualTo(1);

        assertThat(gate.enqueue(0, JOB)).isEqualTo(2);
    }

    @Test
    void notMoreThan256WaitAtOnce() {
        letInOneMore(1);

        assertThat(log).hasSize(256);
        assertThat(gate.enqueue(0, JOB)).isEqualTo(256);
    }

    private void letInOneMore(int waiting) {
        meanwhile = () -> {
            if (waiting == 256) {
                assertIsSentAway();
            } else {
                letInOneMore(waiting + 1);
            }
        };
        assertThat(gate.enqueue(0, JOB)).isNotNegative();
    }

    @Test
    void whatCertainlyIsNotInTheLogIsSaidToBeUnavailableAndOfWhatMayBeNothingIsSaid() {
        meanwhile = () -> {
            throw new NotDone("no leader");
        };
        assertIsSentAway();

        meanwhile = () -> {
            throw new MaybeDone("no answer");
        };
        assertThatThrownBy(() -> gate.enqueue(0, JOB)).isInstanceOf(MaybeDone.class);

        assertThat(gate.enqueue(0, JOB)).as("nobody waits any more").isZero();
    }

    private void assertIsSentAway() {
        assertThatThrownBy(() -> gate.enqueue(0, JOB))
                .isInstanceOf(SlackError.class)
                .hasMessage("service_unavailable");
    }
}
