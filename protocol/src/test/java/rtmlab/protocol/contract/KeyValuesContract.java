package rtmlab.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.KeyValues;

/** What {@link KeyValues} promises. Redis is empty at the start of each test. */
@Timeout(60)
public abstract class KeyValuesContract {

    private static final Duration LONG_LIFE = Duration.ofMinutes(10);

    /** Runs this as a node, on a host with Redis. */
    protected abstract void inNode(Consumer<Host> code);

    @Test
    void aKeyThatWasNeverSetIsEmpty() {
        inNode(host -> {
            assertThat(host.redis().get("ticket")).isEmpty();
            assertThat(host.redis().getdel("ticket")).isEmpty();
        });
    }

    @Test
    void aKeyHoldsWhatWasSetLast() {
        inNode(host -> {
            host.redis().set("ticket", "one", LONG_LIFE);
            host.redis().set("ticket", "two", LONG_LIFE);

            assertThat(host.redis().get("ticket")).hasValue("two");
        });
    }

    @Test
    void aKeyIsGoneAfterItsLifetime() {
        inNode(host -> {
            var redis = host.redis();
            redis.set("brief", "value", Duration.ofMillis(60));
            redis.set("lasting", "value", LONG_LIFE);
            var start = host.clock().now();

            while (redis.get("brief").isPresent()) {
                assertThat(Duration.between(start, host.clock().now())).isLessThan(Texts.LONG);
                host.clock().sleep(Duration.ofMillis(10));
            }

            assertThat(redis.get("lasting")).hasValue("value");
        });
    }

    @Test
    void settingAKeyAgainGivesItANewLifetime() {
        inNode(host -> {
            var redis = host.redis();
            redis.set("ticket", "value", LONG_LIFE);
            redis.set("ticket", "value", Duration.ofMillis(20));
            redis.set("ticket", "value", LONG_LIFE);
            host.clock().sleep(Duration.ofMillis(40));

            assertThat(redis.get("ticket")).hasValue("value");
        });
    }

    @Test
    void getdelGivesAKeyToOneOfSeveralCallers() {
        inNode(host -> {
            var redis = host.redis();
            redis.set("ticket", "U1", LONG_LIFE);
            var answers = new ArrayList<Optional<String>>();
            var done = host.<Boolean>later();
            for (int i = 0; i < 8; i++) {
                host.spawn("caller", () -> {
                    answers.add(redis.getdel("ticket"));
                    if (answers.size() == 8) {
                        done.complete(true);
                    }
                });
            }

            assertThat(done.await(Texts.LONG)).isPresent();
            assertThat(answers).containsOnlyOnce(Optional.of("U1"));
            assertThat(redis.get("ticket")).isEmpty();
        });
    }

    @Test
    void aListShowsItsNewestFirst() {
        inNode(host -> {
            var redis = host.redis();
            assertThat(redis.lrange("jobs")).isEmpty();

            redis.lpush("jobs", job(1));
            redis.lpush("jobs", job(2));
            redis.lpush("jobs", job(3));

            assertThat(redis.lrange("jobs")).containsExactly(job(3), job(2), job(1));
        });
    }

    @Test
    void brpopTakesTheOldest() {
        inNode(host -> {
            var redis = host.redis();
            redis.lpush("jobs", job(1));
            redis.lpush("jobs", job(2));

            assertThat(redis.brpop("jobs")).isEqualTo(job(1));
            assertThat(redis.brpop("jobs")).isEqualTo(job(2));
            assertThat(redis.lrange("jobs")).isEmpty();
        });
    }

    @Test
    void brpopWaitsUntilAJobComes() {
        inNode(host -> {
            var redis = host.redis();
            var taken = host.<Job>later();
            host.spawn("worker", () -> taken.complete(redis.brpop("jobs")));
            host.clock().sleep(Duration.ofMillis(20)); // so that the worker most likely waits already

            redis.lpush("jobs", job(1));

            assertThat(taken.await(Texts.LONG)).hasValue(job(1));
            assertThat(redis.lrange("jobs")).isEmpty();
        });
    }

    @Test
    void blmoveMovesTheOldestToTheHeadOfTheOtherList() {
        inNode(host -> {
            var redis = host.redis();
            redis.lpush("jobs", job(1));
            redis.lpush("jobs", job(2));
            redis.lpush("jobs", job(3));

            assertThat(redis.blmove("jobs", "in flight")).isEqualTo(job(1));
            assertThat(redis.blmove("jobs", "in flight")).isEqualTo(job(2));

            assertThat(redis.lrange("jobs")).containsExactly(job(3));
            assertThat(redis.lrange("in flight")).containsExactly(job(2), job(1));
        });
    }

    @Test
    void blmoveWaitsUntilAJobComes() {
        inNode(host -> {
            var redis = host.redis();
            var taken = host.<Job>later();
            host.spawn("worker", () -> taken.complete(redis.blmove("jobs", "in flight")));
            host.clock().sleep(Duration.ofMillis(20)); // so that the worker most likely waits already

            redis.lpush("jobs", job(1));

            assertThat(taken.await(Texts.LONG)).hasValue(job(1));
            assertThat(redis.lrange("jobs")).isEmpty();
            assertThat(redis.lrange("in flight")).containsExactly(job(1));
        });
    }

    @Test
    void ofSeveralWaitingWorkersEachJobGoesToOne() {
        inNode(host -> {
            var redis = host.redis();
            var taken = new ArrayList<Job>();
            var done = host.<Boolean>later();
            for (int i = 0; i < 4; i++) {
                host.spawn("worker", () -> {
                    for (int j = 0; j < 5; j++) {
                        taken.add(redis.blmove("jobs", "in flight"));
                    }
                    if (taken.size() == 20) {
                        done.complete(true);
                    }
                });
            }

            for (int i = 0; i < 20; i++) {
                redis.lpush("jobs", job(i));
            }

            assertThat(done.await(Texts.LONG)).isPresent();
            assertThat(taken).doesNotHaveDuplicates().hasSize(20);
            assertThat(redis.lrange("in flight")).containsExactlyInAnyOrderElementsOf(taken);
        });
    }

    @Test
    void lremTakesAJobOutWhereverItStands() {
        inNode(host -> {
            var redis = host.redis();
            redis.lpush("jobs", job(1));
            redis.lpush("jobs", job(2));
            redis.lpush("jobs", job(3));

            assertThat(redis.lrem("jobs", job(2))).isTrue();

            assertThat(redis.lrange("jobs")).containsExactly(job(3), job(1));
            assertThat(redis.lrem("jobs", job(2))).isFalse();
        });
    }

    @Test
    void lremTakesOneOfTwoEqualJobs() {
        inNode(host -> {
            var redis = host.redis();
            redis.lpush("jobs", job(1));
            redis.lpush("jobs", job(2));
            redis.lpush("jobs", job(1));

            assertThat(redis.lrem("jobs", job(1))).isTrue();

            // The newer of the two went.
            assertThat(redis.lrange("jobs")).containsExactly(job(2), job(1));
        });
    }

    @Test
    void aJobWithAnyTextSurvives() {
        inNode(host -> {
            var redis = host.redis();
            var job = new Job(Job.Kind.UNFURL, message(1, Texts.ANY));
            redis.lpush("jobs", job);

            assertThat(redis.lrange("jobs")).containsExactly(job);
            assertThat(redis.blmove("jobs", "in flight")).isEqualTo(job);
            assertThat(redis.lrem("in flight", job)).isTrue();
        });
    }

    @Test
    void aHashKeepsEachField() {
        inNode(host -> {
            var redis = host.redis();
            assertThat(redis.hget("status", "job 1")).isEmpty();

            redis.hset("status", "job 1", "queued");
            redis.hset("status", "job 2", Texts.ANY);
            redis.hset("status", "job 1", "done");

            assertThat(redis.hget("status", "job 1")).hasValue("done");
            assertThat(redis.hget("status", "job 2")).hasValue(Texts.ANY);
            assertThat(redis.hget("other", "job 1")).isEmpty();
        });
    }

    @Test
    void aRestartOfTheNodeLeavesRedisAlone() {
        inNode(host -> {
            host.redis().set("ticket", Texts.ANY, LONG_LIFE);
            host.redis().lpush("jobs", job(1));
            host.redis().blmove("jobs", "in flight");
        });

        inNode(host -> {
            assertThat(host.redis().get("ticket")).hasValue(Texts.ANY);
            assertThat(host.redis().lrange("in flight")).containsExactly(job(1));
        });
    }

    private static Job job(int number) {
        return new Job(Job.Kind.PERSIST, message(number, "text " + number));
    }

    private static Message message(int number, String text) {
        return new Post(new ChannelId("C1"), new UserId("U1"), text, new ClientMessageId("id " + number))
                .at(Ts.ofLogOffset(number));
    }
}
