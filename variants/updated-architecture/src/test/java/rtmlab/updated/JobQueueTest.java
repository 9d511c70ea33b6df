package rtmlab.updated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rtmlab.updated.SmallWorld.ALICE;
import static rtmlab.updated.SmallWorld.BOB;
import static rtmlab.updated.SmallWorld.GENERAL;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Enqueue;
import rtmlab.protocol.port.SlackError;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Settings;

/** Nothing lost, nothing done twice to a user's eyes: through every death on a job's way, and a Redis full or forgetful. */
class JobQueueTest {

    private static final int MESSAGES = 5;

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The live relay dies: before a push, after it, before and after its place is committed.
                "crash before jq-relay-1: redis push #2",
                "crash after jq-relay-1: redis push #2",
                "crash before jq-relay-1: log commit #1",
                "crash after jq-relay-1: log commit #1",
                "pause at jq-relay-1: redis push #2",
                // The worker dies with jobs in its hands.
                "crash after worker-1: redis take #1",
                "crash before worker-1: store insert-once #2",
                "crash after worker-1: store insert-once #2",
                "crash before worker-1: redis finish #1",
                "crash after worker-1: redis finish #1",
                "lost reply of worker-1: redis take #1",
                // The Kafkagate dies, and what it answered is lost.
                "crash before kafkagate-1: jobs append #1",
                "crash after kafkagate-1: jobs append #1",
                "lost reply of kafkagate-1: jobs append #1",
                // Redis is full, or forgets, at every moment that matters.
                "full memory at jq-relay-1: redis push #1",
                "full memory at worker-1: redis take #1",
                "restart without memory at jq-relay-1: redis push #2",
                "restart without memory at worker-1: redis take #2",
                "restart without memory at worker-1: redis finish #1",
                "restart without memory at jq-relay-1: redis progress #1",
                // Kafka and PostgreSQL go down and come back.
                "server restart at jq-relay-1: log read #1",
                "server restart at jq-relay-1: log commit #1",
                "server restart at kafkagate-1: jobs append #1",
                "server restart at worker-1: store insert-once #1",
                "server restart at worker-1: notifications add #1"
            })
    void nothingIsLostAndNothingIsShownTwice(String mishap) {
        try (var small = SmallWorld.with(mishap)) {
            postAll(small);
            small.run();

            assertAllDoneOnce(small);
            assertThat(small.dead()).isEmpty();
        }
    }

    @Test
    void theOtherRelayTakesOverFromOneThatStaysDown() {
        try (var small = SmallWorld.with("crash after jq-relay-1: redis push #1", "long downtime of jq-relay-1 #1")) {
            postAll(small);
            small.system.work();

            assertThat(small.stored()).as("while the first is still down").hasSize(MESSAGES);
        }
    }

    @Test
    void aJobThatTheStoreRefusesForGoodIsBuriedInSightAndHoldsUpNoOther() {
        var settings = Settings.DEFAULT.withPartitions(1).withMishaps(Set.of(Mishap.REFUSAL));
        try (var small = new SmallWorld(
                new UpdatedArchitecture(), settings, "refusal for good of worker-1: store insert-once #2")) {
            postAll(small);
            small.run();

            assertThat(small.stored()).hasSize(MESSAGES - 1);
            var dead = small.dead();
            assertThat(dead).hasSize(1);
            assertThat(dead.getFirst().job().kind()).isEqualTo(Job.Kind.PERSIST);
            assertThat(small.status(dead.getFirst().job())).startsWith("dead: ");
        }
    }

    @Test
    void withLittleRoomInRedisTheLogHoldsTheRest() {
        var architecture = new UpdatedArchitecture(JobSettings.small().withRoom(2));
        try (var small = new SmallWorld(architecture, Settings.DEFAULT.withPartitions(1))) {
            postAll(small);
            small.run();

            assertAllDoneOnce(small);
        }
    }

    @Test
    void aRateLimitSlowsItsOwnKindAlone() {
        var architecture = new UpdatedArchitecture(JobSettings.small().withLimit(Job.Kind.INDEX, 1));
        try (var small = new SmallWorld(architecture, Settings.DEFAULT.withPartitions(1))) {
            var before = small.world.now();
            postAll(small);
            small.run();

            assertAllDoneOnce(small);
            assertThat(small.world.now().minus(before).toSeconds())
                    .as("one second's worth at once, and one more every second")
                    .isGreaterThanOrEqualTo(MESSAGES - 2);
        }
    }

    @Test
    void theKafkagateRefusesWhatIsNoTopicOrPartition() {
        try (var small = SmallWorld.with()) {
            postAll(small);
            small.run();
            var job = new Job(Job.Kind.UNFURL, small.stored().getFirst());
            var kafkagate = NodeName.of("kafkagate", 1);

            assertThatThrownBy(() -> small.look(
                            host -> host.http().call(kafkagate, InternalApi.ENQUEUE, new Enqueue("letters", 0, job))))
                    .isInstanceOf(SlackError.class)
                    .hasMessage("unknown_topic");
            assertThatThrownBy(() -> small.look(
                            host -> host.http().call(kafkagate, InternalApi.ENQUEUE, new Enqueue("jobs", 7, job))))
                    .isInstanceOf(SlackError.class)
                    .hasMessage("unknown_partition");
            assertThat(small.look(host -> host.http().call(kafkagate, InternalApi.ENQUEUE, new Enqueue("jobs", 0, job)))
                            .offset())
                    .isEqualTo(small.look(host -> host.jobs().end(0)) - 1);
        }
    }

    /** Each mentions Bob and has a link. */
    private static void postAll(SmallWorld small) {
        small.system.script(ALICE, (client, _) -> {
            for (var number = 1; number <= MESSAGES; number++) {
                client.post(
                        GENERAL,
                        "lunch " + number + ", <@U2>? https://example.com/menu",
                        new ClientMessageId("m" + number));
            }
        });
    }

    private static void assertAllDoneOnce(SmallWorld small) {
        var stored = small.stored();
        assertThat(stored).hasSize(MESSAGES);
        assertThat(small.acknowledged).hasSize(MESSAGES);
        assertThat(small.found("lunch")).containsExactlyElementsOf(stored);
        assertThat(small.notificationsOf(BOB)).containsExactlyElementsOf(stored);
        assertThat(small.screens.get("bob")).hasSize(MESSAGES).doesNotHaveDuplicates();
    }
}
