package rtmlab.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Report.Ending;

/** What a node can rely on in the simulated world, and what can go wrong beside the four faults. */
class WorldTest {

    private static final ChannelId GENERAL = new ChannelId("C1");
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Settings ALL = Settings.DEFAULT.withMishaps(Mishap.withUncleanElection(Mishap.all()));

    @Test
    void whatStandsBetweenTwoWaitsIsAtomic() {
        try (var stage = new Stage(Settings.DEFAULT)) {
            var order = new ArrayList<String>();
            stage.act(host -> {
                for (var name : List.of("a", "b")) {
                    host.spawn(name, () -> {
                        order.add(name + "1");
                        order.add(name + "2");
                        host.redis().set(name, "", LONG);
                        order.add(name + "3");
                    });
                }
                return "";
            });

            assertThat(order).containsExactly("a1", "a2", "b1", "b2", "a3", "b3");
        }
    }

    @Test
    void aNodeWhoseClockIsSetBackWakesUpBeforeTheTimeAtWhichItDied() {
        var settings = Settings.DEFAULT.withMishaps(Mishap.withClocksSetBack(Mishap.all()));
        try (var stage = new Stage(settings, "crash and clock set back before actor-1: redis set #1")) {
            var times = new ArrayList<Instant>();
            stage.atStart = host -> times.add(host.clock().now());
            stage.act(host -> {
                times.add(host.clock().now());
                host.redis().set("key", "value", LONG);
                return "";
            });

            assertThat(times).hasSize(2);
            assertThat(times.get(1)).isBefore(times.get(0));
            assertThat(stage.world.<Boolean>probe(
                            host -> host.redis().get("key").isPresent()))
                    .isFalse();
        }
    }

    @Test
    void aSleepTakesVirtualTimeOnly() {
        try (var stage = new Stage(Settings.DEFAULT)) {
            stage.act(host -> {
                var before = host.clock().now();
                host.clock().sleep(Duration.ofMillis(1_234));
                return Duration.between(before, host.clock().now());
            });

            assertThat(stage.endings).containsExactly("PT1.234S");
        }
    }

    @Test
    void aSkewedClockIsAheadOfTheOthers() {
        var settings = Settings.DEFAULT.withClockSkew(Map.of(Stage.ACTOR, Duration.ofSeconds(5)));
        try (var stage = new Stage(settings)) {
            var right = stage.world.probe(host -> host.clock().now());
            stage.act(host -> host.clock().now().isAfter(right.plusSeconds(4)));

            assertThat(stage.endings).containsExactly("true");
        }
    }

    @Test
    void randomNumbersAreTheSameInEveryRunAndDifferInEveryLife() {
        var draws = new ArrayList<List<Long>>();
        for (var run = 0; run < 2; run++) {
            var drawn = new ArrayList<Long>();
            try (var stage = new Stage(Settings.DEFAULT, "crash before actor-1: redis set #1")) {
                stage.atStart = host -> drawn.add(host.random().nextLong());
                stage.act(host -> {
                    drawn.add(host.random().nextLong());
                    host.redis().set("key", "value", LONG);
                    return "";
                });
            }
            draws.add(drawn);
        }

        assertThat(draws.getFirst()).hasSize(2).doesNotHaveDuplicates().isEqualTo(draws.getLast());
    }

    @Test
    void aCrashCannotBeOutlived() {
        try (var stage = new Stage(Settings.DEFAULT, "crash before actor-1: redis set #1")) {
            stage.act(host -> {
                host.spawn("bystander", () -> {
                    host.clock().sleep(Duration.ofMillis(5));
                    host.redis().set("bystander", "acted", LONG);
                });
                try {
                    host.redis().set("key", "value", LONG);
                } catch (CallFailed _) {
                    host.redis().set("catch", "acted", LONG);
                } finally {
                    host.redis().set("finally", "acted", LONG);
                    host.spawn("undead", () -> host.redis().set("undead", "acted", LONG));
                }
                return "";
            });

            assertThat(stage.actorCrashed()).isTrue();
            for (var key : List.of("key", "bystander", "catch", "finally", "undead")) {
                assertThat(isSet(stage.world, key)).as(key).isFalse();
            }
            assertThat(stage.world.report().ending()).isEqualTo(Ending.QUIET);
        }
    }

    @Test
    void aCrashedNodeStartsAnewWithNothingInItsMemory() {
        try (var stage = new Stage(Settings.DEFAULT, "crash after actor-1: redis set #1")) {
            var starts = new ArrayList<Duration>();
            stage.atStart = _ -> starts.add(stage.world.now());
            stage.act(host -> {
                host.redis().set("key", "value", LONG);
                return "";
            });

            assertThat(starts).hasSize(1);
            assertThat(starts.getFirst()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_100));
        }
    }

    @Test
    void aNodeThatIsDownRefusesAndTheCallerKnows() {
        try (var stage = new Stage(Settings.DEFAULT, "crash before peer-1: http answer /note #1")) {
            stage.act(host -> {
                var first = tryNote(host, "one");
                return first + ", " + tryNote(host, "two");
            });

            // The first was handled and never answered; the second came while the peer was down.
            assertThat(stage.endings).containsExactly("MaybeDone, NotDone");
            assertThat(stage.noted).containsExactly("one");
        }
    }

    @Test
    void anOverdueRequestIsHandledAfterItsCallerHasGivenUp() {
        try (var stage = new Stage(ALL, "overdue actor-1: http POST peer /note #1")) {
            stage.act(host -> tryNote(host, "late") + " " + stage.noted);

            assertThat(stage.endings).containsExactly("MaybeDone []");
            assertThat(stage.noted).containsExactly("late");
        }
    }

    @Test
    void anOverdueAppendLandsLater() {
        try (var stage = new Stage(ALL, "overdue actor-1: log append #1")) {
            stage.act(host -> host.log().append(post("m")));

            assertThat(stage.endings).containsExactly("maybe done");
            assertThat(logged(stage)).containsExactly("m");
        }
    }

    @Test
    void aLostRequestHasNoEffectAndNobodyKnows() {
        try (var stage = new Stage(ALL, "loss of actor-1: http POST peer /note #1")) {
            stage.act(host -> tryNote(host, "lost"));

            assertThat(stage.endings).containsExactly("MaybeDone");
            assertThat(stage.noted).isEmpty();
        }
    }

    @Test
    void aDelayedCallIsOvertaken() {
        try (var stage = new Stage(ALL, "delay of actor-1: http POST peer /note #1")) {
            stage.act(host -> {
                host.spawn("first", () -> tryNote(host, "first"));
                host.spawn("second", () -> tryNote(host, "second"));
                return "";
            });

            assertThat(stage.noted).containsExactly("second", "first");
        }
    }

    @Test
    void aPartitionLosesRequestsUntilItHeals() {
        try (var stage = new Stage(ALL, "partition at actor-1: http POST peer /note #1")) {
            stage.act(host -> {
                var first = tryNote(host, "one");
                host.clock().sleep(Duration.ofSeconds(4));
                return first + ", " + tryNote(host, "two");
            });

            assertThat(stage.endings).containsExactly("MaybeDone, done");
            assertThat(stage.noted).containsExactly("two");
        }
    }

    @Test
    void aOneWayPartitionLosesAnswersOnly() {
        try (var stage = new Stage(ALL, "one-way partition at actor-1: http POST peer /note #1")) {
            stage.act(host -> tryNote(host, "one"));

            assertThat(stage.endings).containsExactly("MaybeDone");
            assertThat(stage.noted).containsExactly("one");
        }
    }

    @Test
    void aPausedNodeGoesOnWhereItStood() {
        try (var stage = new Stage(ALL, "pause at actor-1: redis set #1")) {
            stage.act(host -> {
                var before = host.clock().now();
                host.redis().set("key", "value", LONG);
                return Duration.between(before, host.clock().now()).toMillis() / 100;
            });

            assertThat(stage.endings).containsExactly("15");
            assertThat(isSet(stage.world, "key")).isTrue();
        }
    }

    @Test
    void whoCallsAPausedNodeWaits() {
        try (var stage = new Stage(ALL, "pause at peer-1: http answer /note #1")) {
            stage.act(host -> tryNote(host, "one"));

            assertThat(stage.endings).containsExactly("done");
            assertThat(stage.world.now()).isGreaterThan(Duration.ofMillis(1_500));
        }
    }

    @Test
    void redisKeepsOrLosesItsMemoryAtARestart() {
        for (var keeps : List.of(true, false)) {
            var settings = ALL.withRedisKeepingMemory(keeps);
            try (var stage = new Stage(settings, "server restart at actor-1: redis hset #1")) {
                stage.act(host -> {
                    host.redis().set("key", "value", LONG);
                    try {
                        host.redis().hset("hash", "field", "value");
                        return "done";
                    } catch (CallFailed failure) {
                        host.clock().sleep(Duration.ofSeconds(2));
                        return failure.getClass().getSimpleName() + " "
                                + host.redis().get("key").isPresent();
                    }
                });

                assertThat(stage.endings).containsExactly("NotDone " + keeps);
            }
        }
    }

    @Test
    void whoWaitsAtAServerThatGoesDownLearnsNothing() {
        try (var stage = new Stage(ALL, "server restart at actor-1: redis hset #1")) {
            stage.act(host -> {
                host.spawn("worker", () -> {
                    try {
                        host.redis().brpop("jobs");
                    } catch (CallFailed failure) {
                        stage.endings.add("worker: " + failure.getClass().getSimpleName());
                    }
                });
                host.clock().sleep(Duration.ofMillis(10));
                host.redis().hset("hash", "field", "value");
                return "";
            });

            assertThat(stage.endings).contains("worker: MaybeDone");
        }
    }

    @Test
    void anUncleanElectionLosesAnAcknowledgedRecordAndReusesItsPlace() {
        try (var stage = new Stage(ALL, "unclean election after actor-1: log append #1")) {
            stage.act(host -> {
                var first = host.log().append(post("lost")).offset();
                return first + " " + host.log().append(post("kept")).offset();
            });

            assertThat(stage.endings).containsExactly("0 0");
            assertThat(logged(stage)).containsExactly("kept");
        }
    }

    @Test
    void aCrashTakesUnsyncedLinesOrAllButSomeOfThem() {
        assertThat(linesAfterACrash("crash before actor-1: redis set #1")).containsExactly("synced");
        assertThat(linesAfterACrash("crash before actor-1: redis set #1", "1 unsynced lines survive at actor-1 #1"))
                .containsExactly("synced", "one");
    }

    private static List<String> linesAfterACrash(String... departures) {
        try (var stage = new Stage(Settings.DEFAULT, departures)) {
            stage.act(host -> {
                host.disk().append("file", "synced");
                host.disk().sync("file");
                host.disk().append("file", "one");
                host.disk().append("file", "two");
                host.redis().set("key", "value", LONG);
                return "";
            });
            return stage.actor().disk.read("file");
        }
    }

    @Test
    void waitingForAJobIsOneStepWhenItComes() {
        try (var stage = new Stage(Settings.DEFAULT, "crash before actor-1: redis brpop #1")) {
            stage.act(host -> {
                host.spawn("worker", () -> host.redis().brpop("jobs"));
                return "";
            });
            var ending = stage.world.report().ending();
            var departed = stage.world.report().choices().departed();
            stage.world.probe(host -> {
                host.redis().lpush("jobs", new Job(Job.Kind.PERSIST, post("m").at(Ts.ofLogOffset(0))));
                return "";
            });
            stage.world.settle();

            assertThat(ending).isEqualTo(Ending.QUIET);
            assertThat(departed).isZero();
            assertThat(stage.actorCrashed()).isTrue();
            // The worker died before it took the job.
            var jobs = stage.world.probe(host -> host.redis().lrange("jobs"));
            assertThat(jobs).hasSize(1);
        }
    }

    @Test
    void whoSleepsLongIsIdleAndTheRunEndsWithoutIt() {
        try (var stage = new Stage(Settings.DEFAULT)) {
            stage.act(host -> {
                host.spawn("heartbeat", () -> {
                    while (true) {
                        host.clock().sleep(Duration.ofSeconds(10));
                        host.redis().set("heartbeat", "", LONG);
                    }
                });
                return "";
            });

            assertThat(stage.world.report().ending()).isEqualTo(Ending.QUIET);
            assertThat(stage.world.now()).isLessThan(Duration.ofSeconds(1));
            stage.world.pass(Duration.ofSeconds(25));
            assertThat(isSet(stage.world, "heartbeat")).isTrue();
        }
    }

    @Test
    void aLivelockIsReportedAndIsNoPass() {
        try (var stage = new Stage(Settings.DEFAULT.withBounds(500, Duration.ofHours(1)))) {
            stage.act(host -> {
                while (true) {
                    host.redis().get("key");
                }
            });

            assertThat(stage.world.report().ending()).isEqualTo(Ending.TOO_MANY_STEPS);
            assertThat(stage.world.report().diagnosis()).contains("script waits for redis get");
        }
    }

    @Test
    void retryingForEverWithoutStepsIsReportedToo() {
        try (var stage = new Stage(Settings.DEFAULT)) {
            stage.act(host -> {
                while (true) {
                    host.clock().sleep(Duration.ofSeconds(1));
                }
            });

            assertThat(stage.world.report().ending()).isEqualTo(Ending.TOO_LONG);
        }
    }

    @Test
    void aScriptThatWaitsForEverIsReported() {
        try (var stage = new Stage(Settings.DEFAULT)) {
            stage.act(host -> host.redis().brpop("jobs"));

            assertThat(stage.world.report().ending()).isEqualTo(Ending.STUCK);
            assertThat(stage.world.report().diagnosis()).contains("actor-1=[script waits for redis brpop]");
        }
    }

    @Test
    void aDefectOfNodeCodeIsReported() {
        try (var stage = new Stage(Settings.DEFAULT)) {
            stage.act(_ -> {
                throw new IllegalStateException("oops");
            });

            assertThat(stage.world.report().failures())
                    .singleElement()
                    .hasToString("actor-1: script waits for nothing threw java.lang.IllegalStateException: oops");
        }
    }

    @Test
    void clientsDoNotCrash() {
        var settings = Settings.DEFAULT;
        var choices = Choices.named(List.of(Departure.parse("crash before alice: redis set #1")));
        try (var world = new World(settings, choices)) {
            var alice = new NodeName("alice");
            world.startClient(alice, _ -> {});
            world.beginWorkload();
            world.script(alice, host -> host.redis().set("key", "value", LONG));
            world.settle();

            assertThat(choices.departed()).isZero();
            assertThat(choices.menu(0).options()).containsExactly("nothing at", "lost reply of", "failure of");
        }
    }

    @Test
    void nothingGoesWrongBeforeTheWorkloadNorAfterTheFaultsHaveEnded() {
        var choices = new Choices((_, menu, _, _) -> menu.size() - 1);
        try (var world = new World(ALL, choices)) {
            world.startServer(Stage.ACTOR, () -> host -> host.redis().set("started", "", LONG));
            world.settle();
            assertThat(choices.size()).isZero();
            world.beginWorkload();
            world.endFaults();
            world.script(Stage.ACTOR, host -> host.redis().set("key", "value", LONG));
            world.settle();

            assertThat(choices.size()).isZero();
            assertThat(isSet(world, "key")).isTrue();
        }
    }

    private static String tryNote(Host host, String text) {
        try {
            host.http().call(Stage.PEER, Stage.NOTE, new Stage.Note(text));
            return "done";
        } catch (CallFailed failure) {
            return failure.getClass().getSimpleName();
        }
    }

    private static boolean isSet(World world, String key) {
        return world.probe(host -> host.redis().get(key).isPresent());
    }

    private static List<String> logged(Stage stage) {
        return stage.world.probe(host -> host.log().read(host.log().partitionOf(GENERAL), 0, 10).stream()
                .map(logged -> logged.post().text())
                .toList());
    }

    private static Post post(String text) {
        return new Post(GENERAL, new UserId("U1"), text, new ClientMessageId("id of " + text));
    }
}
