package rtmlab.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.JobQueue;
import rtmlab.protocol.port.JobQueue.Pushed;
import rtmlab.protocol.port.JobQueue.Queued;

/** What {@link JobQueue} promises. Redis is empty at the start of each test. */
@Timeout(60)
public abstract class JobQueueContract {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final NodeName WORKER = NodeName.of("worker", 1);
    private static final NodeName OTHER = NodeName.of("worker", 2);
    private static final int ROOM = 100;

    /** Runs this as a node, on a host with Redis. */
    protected abstract void inNode(Consumer<Host> code);

    @Test
    void oneHolderHasALockAndKeepsItUntilItsTimeRunsOut() {
        inNode(host -> {
            var queue = host.queue();
            assertThat(queue.claim("topic", "one", LEASE)).isTrue();
            assertThat(queue.claim("topic", "two", LEASE)).isFalse();
            assertThat(queue.claim("elsewhere", "two", LEASE)).isTrue();
            assertThat(queue.claim("topic", "one", Duration.ofMillis(80))).isTrue();

            var start = host.clock().now();
            while (!queue.claim("topic", "two", LEASE)) {
                assertThat(Duration.between(start, host.clock().now())).isLessThan(Texts.LONG);
                host.clock().sleep(Duration.ofMillis(10));
            }
            assertThat(queue.claim("topic", "one", LEASE)).isFalse();
        });
    }

    @Test
    void onlyTheHolderPushes() {
        inNode(host -> {
            var queue = host.queue();
            assertThat(push(queue, "one", job(1))).isEqualTo(Pushed.NOT_HELD);
            queue.claim("topic", "one", LEASE);
            assertThat(push(queue, "two", job(1))).isEqualTo(Pushed.NOT_HELD);
            assertThat(queue.pending()).isEmpty();
            assertThat(queue.progress("topic", "two", LEASE, 0)).isEmpty();

            assertThat(push(queue, "one", job(1))).isEqualTo(Pushed.DONE);
            assertThat(queue.pending()).containsExactly(job(1));
        });
    }

    @Test
    void pushingKeepsTheLock() {
        inNode(host -> {
            var queue = host.queue();
            var pushed = Pushed.NOT_HELD;
            // So short a lease may end before the push on a busy machine, which says nothing; but not again and again.
            for (var tries = 0; pushed == Pushed.NOT_HELD && tries < 50; tries++) {
                queue.claim("topic", "one", Duration.ofMillis(400));
                pushed = queue.push("topic", "one", LEASE, List.of(job(1)), ROOM);
            }
            assertThat(pushed).isEqualTo(Pushed.DONE);
            host.clock().sleep(Duration.ofMillis(500));

            assertThat(queue.claim("topic", "two", LEASE)).isFalse();
        });
    }

    @Test
    void jobsAreTakenInTheOrderInWhichTheyCame() {
        inNode(host -> {
            var queue = host.queue();
            queue.claim("topic", "one", LEASE);
            push(queue, "one", job(1), job(2), job(3), job(4));

            assertThat(queue.take(WORKER, 3)).containsExactly(job(1), job(2), job(3));
            assertThat(queue.take(OTHER, 3)).containsExactly(job(4));
            assertThat(queue.inFlight(WORKER)).containsExactly(job(1), job(2), job(3));
            assertThat(queue.pending()).isEmpty();
        });
    }

    @Test
    void takingWaitsForAJob() {
        inNode(host -> {
            var queue = host.queue();
            queue.claim("topic", "one", LEASE);
            var taken = host.<List<Queued>>later();
            host.spawn("worker", () -> taken.complete(queue.take(WORKER, 10)));
            host.clock().sleep(Duration.ofMillis(50));

            push(queue, "one", job(7));

            assertThat(taken.await(Texts.LONG)).hasValue(List.of(job(7)));
            assertThat(queue.inFlight(WORKER)).containsExactly(job(7));
        });
    }

    @Test
    void aJobThatIsUnfinishedIsNotQueuedAgain() {
        inNode(host -> {
            var queue = host.queue();
            queue.claim("topic", "one", LEASE);
            push(queue, "one", job(1));
            push(queue, "one", job(1), job(2));
            assertThat(queue.pending()).containsExactly(job(1), job(2));

            queue.take(WORKER, 1);
            push(queue, "one", job(1));
            assertThat(queue.pending()).containsExactly(job(2));

            queue.finish(WORKER, List.of(job(1)));
            push(queue, "one", job(1));
            assertThat(queue.pending()).containsExactly(job(2), job(1));
        });
    }

    @Test
    void progressIsUpToTheFirstUnfinishedJobOfThePartition() {
        inNode(host -> {
            var queue = host.queue();
            queue.claim("topic", "one", LEASE);
            assertThat(queue.progress("topic", "one", LEASE, 0)).hasValue(JobQueue.NONE_UNFINISHED);
            push(queue, "one", job(5), job(6), job(7));
            queue.push("topic", "one", LEASE, List.of(new Queued(job(1).job(), "topic", 1, 1)), ROOM);
            assertThat(queue.progress("topic", "one", LEASE, 0)).hasValue(5);

            queue.take(WORKER, 2);
            queue.finish(WORKER, List.of(job(6)));
            assertThat(queue.progress("topic", "one", LEASE, 0)).hasValue(5);
            queue.finish(WORKER, List.of(job(5)));
            assertThat(queue.progress("topic", "one", LEASE, 0)).hasValue(7);
            assertThat(queue.progress("topic", "one", LEASE, 1)).hasValue(1);
            assertThat(queue.inFlight(WORKER)).isEmpty();
        });
    }

    @Test
    void whatSomebodyElseHasDoneIsDone() {
        inNode(host -> {
            var queue = host.queue();
            queue.claim("topic", "one", LEASE);
            push(queue, "one", job(1));
            queue.take(WORKER, 1);

            queue.finish(OTHER, List.of(job(1)));

            assertThat(queue.progress("topic", "one", LEASE, 0)).hasValue(JobQueue.NONE_UNFINISHED);
        });
    }

    @Test
    void whereThereIsNoRoomNothingIsPushed() {
        inNode(host -> {
            var queue = host.queue();
            queue.claim("topic", "one", LEASE);
            assertThat(queue.push("topic", "one", LEASE, List.of(job(1), job(2)), 2))
                    .isEqualTo(Pushed.DONE);
            assertThat(queue.push("topic", "one", LEASE, List.of(job(3)), 2)).isEqualTo(Pushed.NO_ROOM);
            assertThat(queue.pending()).containsExactly(job(1), job(2));

            queue.take(WORKER, 1);
            assertThat(queue.push("topic", "one", LEASE, List.of(job(3)), 2)).isEqualTo(Pushed.DONE);
        });
    }

    @Test
    void aJobThatCannotBeDoneIsBuriedAndItsStatusSaysWhy() {
        inNode(host -> {
            var queue = host.queue();
            queue.claim("topic", "one", LEASE);
            push(queue, "one", job(1), job(2));
            queue.take(WORKER, 2);

            queue.bury(WORKER, job(1), "no such table");
            queue.bury(WORKER, job(1), "no such table");

            assertThat(queue.dead()).containsExactly(job(1));
            assertThat(queue.inFlight(WORKER)).containsExactly(job(2));
            assertThat(queue.progress("topic", "one", LEASE, 0)).hasValue(2);
            assertThat(queue.status(job(1).job().id())).hasValue("dead: no such table");
        });
    }

    @Test
    void theStatusFollowsAJobThroughItsLife() {
        inNode(host -> {
            var queue = host.queue();
            var id = job(1).job().id();
            assertThat(queue.status(id)).isEmpty();
            queue.claim("topic", "one", LEASE);
            push(queue, "one", job(1));
            assertThat(queue.status(id)).hasValue("queued");
            queue.take(WORKER, 1);
            assertThat(queue.status(id)).hasValue("running");
            queue.note(job(1).job(), "retrying: the store is away");
            assertThat(queue.status(id)).hasValue("retrying: the store is away");
            queue.finish(WORKER, List.of(job(1)));
            assertThat(queue.status(id)).hasValue("done");
            assertThat(queue.statuses(List.of("unknown", id))).containsExactly(Optional.empty(), Optional.of("done"));
        });
    }

    @Test
    void ofManyWorkersEachJobGoesToOne() {
        inNode(host -> {
            var queue = host.queue();
            queue.claim("topic", "one", LEASE);
            var jobs = IntStream.range(0, 60).mapToObj(JobQueueContract::job).toList();
            var taken = new ArrayList<Queued>();
            var all = host.<Boolean>later();
            for (var number = 1; number <= 4; number++) {
                var worker = NodeName.of("worker", number);
                host.spawn("worker", () -> {
                    while (taken.size() < 60) {
                        taken.addAll(queue.take(worker, 7));
                        if (taken.size() == 60) {
                            all.complete(true);
                            // For those who wait in vain.
                            for (var extra = 100; extra < 103; extra++) {
                                push(queue, "one", job(extra));
                            }
                        }
                    }
                });
            }
            assertThat(queue.push("topic", "one", LEASE, jobs, ROOM)).isEqualTo(Pushed.DONE);

            assertThat(all.await(Texts.LONG)).isPresent();
            assertThat(taken).containsAll(jobs).doesNotHaveDuplicates();
        });
    }

    private static Pushed push(JobQueue queue, String holder, Queued... jobs) {
        return queue.push("topic", holder, LEASE, List.of(jobs), ROOM);
    }

    protected static Queued job(int number) {
        var post =
                new Post(new ChannelId("C1"), new UserId("U1"), "text " + number, new ClientMessageId("id " + number));
        return new Queued(new Job(Job.Kind.PERSIST, post.at(Ts.ofLogOffset(number))), "topic", 0, number);
    }
}
