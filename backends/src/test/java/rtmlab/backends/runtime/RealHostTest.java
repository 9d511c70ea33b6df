package rtmlab.backends.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.Disk;
import rtmlab.protocol.port.NodeCrash;
import rtmlab.protocol.port.NotDone;

@Timeout(20)
class RealHostTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final BlockingQueue<Throwable> ends = new LinkedBlockingQueue<>();
    private final RealHost host = new RealHost(
            NodeName.of("web-app", 1), HostSettings.of(new AddressBook()).withEnded(ends::add));

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void oneTaskRunsAtATimeButForWaits() {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var turns = new ArrayList<Integer>();
        var all = host.<Boolean>later();
        for (var task = 0; task < 50; task++) {
            var mine = task;
            host.spawn("task", () -> {
                for (var turn = 0; turn < 20; turn++) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    // No lock but the node's: a second task in here would lose additions.
                    turns.add(mine);
                    inside.decrementAndGet();
                    host.clock().sleep(Duration.ofNanos(1_000));
                }
                if (turns.size() == 1_000) {
                    all.complete(true);
                }
            });
        }

        assertThat(host.call(() -> all.await(LONG))).isPresent();
        assertThat(most).hasValue(1);
        assertThat(turns).hasSize(1_000);
    }

    @Test
    void othersRunWhileOneWaits() {
        var order = new ArrayList<String>();
        host.run(() -> {
            var first = host.<Boolean>later();
            host.spawn("other", () -> {
                order.add("other");
                first.complete(true);
                order.add("still the other");
            });
            order.add("before the wait");
            first.await(LONG);
            order.add("after the wait");
        });

        assertThat(order).containsExactly("before the wait", "other", "still the other", "after the wait");
    }

    @Test
    void aValueThatNeverComesIsNotWaitedForForEver() {
        assertThat(host.call(() -> host.later().await(Duration.ofMillis(5)))).isEmpty();
    }

    @Test
    void theFirstValueCounts() {
        var value = host.<String>later();
        value.complete("first");
        value.complete("second");

        assertThat(host.call(() -> value.await(LONG))).contains("first");
    }

    @Test
    void timeNeverGoesBackAndHasMicroseconds() {
        var earlier = host.clock().now();
        for (var look = 0; look < 1_000; look++) {
            var now = host.clock().now();
            assertThat(now).isAfterOrEqualTo(earlier);
            assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MICROS));
            earlier = now;
        }
    }

    @Test
    void aTaskThatGivesUpDoesNotEndTheNode() {
        host.spawn("relay", () -> {
            throw new NotDone("on purpose");
        });

        host.run(() -> host.clock().sleep(Duration.ofMillis(5)));
        assertThat(ends).isEmpty();
    }

    @Test
    void aMistakeInATaskEndsTheNode() throws InterruptedException {
        var mistake = new IllegalStateException("on purpose");
        host.spawn("relay", () -> {
            throw mistake;
        });

        assertThat(ends.poll(10, TimeUnit.SECONDS)).isSameAs(mistake);
        assertThatThrownBy(() -> host.run(() -> {})).isInstanceOf(NodeCrash.class);
    }

    @Test
    void aTaskThatWaitsEndsWithTheNodeAndNothingOfItRunsAgain() {
        var after = new ArrayList<String>();
        var waiting = new CompletableFuture<Thread>();
        host.spawn("waits", () -> {
            waiting.complete(Thread.currentThread());
            try {
                host.clock().sleep(Duration.ofHours(1));
            } finally {
                assertThatThrownBy(() -> host.clock().sleep(Duration.ZERO)).isInstanceOf(NodeCrash.class);
            }
            after.add("acted after death");
        });
        var thread = waiting.join();
        host.close();

        assertThat(ended(thread)).isTrue();
        assertThat(after).isEmpty();
    }

    @Test
    void portsThatWereNotGivenSaySo() {
        assertThatThrownBy(() -> host.run(() -> host.log().end(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this node was given no log");
    }

    @Test
    void portsAreOpenedWhenFirstUsedAndClosedLastFirst() {
        var events = new ArrayList<String>();
        var openers = ServerPorts.Openers.none()
                .andClose(() -> events.add("close the pool"))
                .withDisk(_ -> new TellingDisk(events));
        try (var ports = new ServerPorts(openers, new Steps(new Monitor(), _ -> {}))) {
            assertThat(events).isEmpty();
            assertThat(ports.disk()).isSameAs(ports.disk());
        }

        assertThat(events).containsExactly("open the disk", "close the disk", "close the pool");
    }

    private static final class TellingDisk implements Disk, AutoCloseable {
        private final List<String> events;

        TellingDisk(List<String> events) {
            this.events = events;
            events.add("open the disk");
        }

        @Override
        public void close() {
            events.add("close the disk");
        }

        @Override
        public List<String> read(String file) {
            return List.of();
        }

        @Override
        public void append(String file, String line) {}

        @Override
        public void sync(String file) {}

        @Override
        public void replace(String file, List<String> lines) {}
    }

    private static boolean ended(Thread thread) {
        try {
            return thread.join(LONG);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
