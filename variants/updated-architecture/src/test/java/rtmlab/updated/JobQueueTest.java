package rtmlab.updated;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.map;
import static rtmlab.updated.SmallWorld.ALICE;
import static rtmlab.updated.SmallWorld.BOB;
import static rtmlab.updated.SmallWorld.GENERAL;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Enqueue;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Nemesis.Shared;
import rtmlab.simulator.world.Settings;

/** Nothing lost, nothing done twice to a user's eyes: through every death on a job's way, and a Redis full or forgetful. */
class JobQueueTest {

    private static final int MESSAGES = 5;
    private static final NodeName WEB_APP = NodeName.of("web-app", 1);
    private static final NodeName KAFKAGATE = NodeName.of("kafkagate", 1);

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
            var storedSoon = new ArrayList<Message>();
            var foundSoon = new ArrayList<Message>();
            small.onNode(ALICE, host -> {
                host.clock().sleep(Duration.ofMillis(900));
                storedSoon.addAll(host.messages().history(GENERAL, Ts.BEFORE_ALL, Ts.AFTER_ALL, 1_000));
                foundSoon.addAll(
                        host.search().find(List.of(GENERAL), "lunch", 0, 1_000).messages());
            });
            small.run();

            assertThat(storedSoon).as("stored within a second").hasSize(MESSAGES);
            assertThat(foundSoon).as("indexed within a second").hasSizeBetween(1, 2);

            assertAllDoneOnce(small);
            assertThat(small.world.now().minus(before).toSeconds())
                    .as("one second's worth at once, and one more every second")
                    .isGreaterThanOrEqualTo(MESSAGES - 2);
        }
    }

    @Test
    void howFarTheWorkIsCanBeAskedOverTheApiByMembersAlone() {
        var architecture = new UpdatedArchitecture(JobSettings.small().withLimit(Job.Kind.INDEX, 1));
        var stranger = new Token("xoxp-stranger");
        try (var small = new SmallWorld(
                architecture,
                Settings.DEFAULT.withPartitions(1),
                directory -> directory.addUser(new User(new UserId("U7"), "stranger"), stranger))) {
            var early = new ArrayList<Map<Job.Kind, String>>();
            var late = new ArrayList<Map<Job.Kind, String>>();
            var refusals = new ArrayList<String>();
            small.onNode(ALICE, host -> {
                post(host, "first");
                var second = post(host, "second, https://example.com/menu");
                host.clock().sleep(Duration.ofMillis(500));
                early.add(statuses(host, ALICE.token(), second));
                host.clock().sleep(Duration.ofSeconds(3));
                late.add(statuses(host, ALICE.token(), second));
                try {
                    statuses(host, stranger, second);
                } catch (SlackError refusal) {
                    refusals.add(refusal.word());
                }
            });
            small.run();

            assertThat(early)
                    .singleElement(as(map(Job.Kind.class, String.class)))
                    .containsEntry(Job.Kind.PERSIST, "done")
                    .containsEntry(Job.Kind.PARSE, "done")
                    .doesNotContainEntry(Job.Kind.INDEX, "done");
            assertThat(late)
                    .singleElement(as(map(Job.Kind.class, String.class)))
                    .containsOnlyKeys(Job.Kind.PERSIST, Job.Kind.INDEX, Job.Kind.PARSE, Job.Kind.UNFURL)
                    .allSatisfy(
                            (kind, status) -> assertThat(status).as(kind.name()).isEqualTo("done"));
            assertThat(refusals).containsExactly("not_in_channel");
        }
    }

    private static Ts post(Host host, String text) {
        return host.http()
                .call(WEB_APP, WebApi.POST_MESSAGE, new WebApi.PostMessage(ALICE.token(), GENERAL, text, null))
                .message()
                .ts();
    }

    private static Map<Job.Kind, String> statuses(Host host, Token token, Ts message) {
        return host.http()
                .call(WEB_APP, WebApi.JOBS_STATUS, new WebApi.AskJobs(token, GENERAL, message))
                .statuses();
    }

    @Test
    void whileKafkaStandsStillTheKafkagateSendsJobsAwayAndWhoComesAgainHasThemInTheLogOnce() {
        try (var small = SmallWorld.with()) {
            var outcomes = new ArrayList<String>();
            var job = new Job(
                    Job.Kind.UNFURL,
                    new Post(GENERAL, ALICE.user().id(), "hello", new ClientMessageId("m1")).at(Ts.ofLogOffset(0)));
            var before = small.<Long>look(host -> host.jobs().end(0));
            small.world.nemesis().pause(Shared.KAFKA, Duration.ofSeconds(2), () -> {});
            for (var comes : List.of(Duration.ZERO, Duration.ofMillis(400), Duration.ofMillis(800))) {
                small.onNode(ALICE, host -> {
                    host.clock().sleep(comes);
                    enqueue(host, job, outcomes);
                });
            }
            small.run();

            assertThat(outcomes)
                    .containsExactly("kafkagate-1: service_unavailable", "in the log", "in the log", "in the log");
            assertThat(small.<Long>look(host -> host.jobs().end(0)) - before).isEqualTo(3);
        }
    }

    /** Until it is in the log, as a producer would who may not lose it. */
    private static void enqueue(Host host, Job job, List<String> outcomes) {
        while (true) {
            try {
                host.http().call(KAFKAGATE, InternalApi.ENQUEUE, new Enqueue("jobs", 0, job));
                outcomes.add("in the log");
                return;
            } catch (NotDone refused) {
                outcomes.add(refused.reason());
                host.clock().sleep(Duration.ofSeconds(3));
            }
        }
    }

    @Test
    void theKafkagateRefusesWhatIsNoTopicOrPartition() {
        try (var small = SmallWorld.with()) {
            postAll(small);
            small.run();
            var job = new Job(Job.Kind.UNFURL, small.stored().getFirst());
            assertThatThrownBy(() -> small.look(
                            host -> host.http().call(KAFKAGATE, InternalApi.ENQUEUE, new Enqueue("letters", 0, job))))
                    .isInstanceOf(SlackError.class)
                    .hasMessage("unknown_topic");
            assertThatThrownBy(() -> small.look(
                            host -> host.http().call(KAFKAGATE, InternalApi.ENQUEUE, new Enqueue("jobs", 7, job))))
                    .isInstanceOf(SlackError.class)
                    .hasMessage("unknown_partition");
            assertThat(small.look(host -> host.http().call(KAFKAGATE, InternalApi.ENQUEUE, new Enqueue("jobs", 0, job)))
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
