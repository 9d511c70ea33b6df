package rtmlab.backends.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;
import rtmlab.backends.testing.PortHost;
import rtmlab.backends.testing.Servers;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.contract.KeyValuesContract;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;

@Tag("servers")
class RedisKeyValuesTest extends KeyValuesContract {

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    private static final Duration LONG = Duration.ofSeconds(20);

    @BeforeEach
    void forgetEverything() {
        onServer(RedisClient::flushAll);
    }

    @Override
    protected void inNode(Consumer<Host> code) {
        inNode(settings(), code);
    }

    private static void inNode(RedisSettings settings, Consumer<Host> code) {
        PortHost.run(steps -> new RedisKeyValues(steps, settings), code);
    }

    @Test
    void aWaitOutlastsEveryTimeout() {
        var settings = settings().withTimeout(Duration.ofMillis(500));
        var patience = RedisKeyValues.SLICE.plus(settings.timeout()).plusMillis(200);

        inNode(settings, host -> {
            var taken = host.<Job>later();
            host.spawn("worker", () -> taken.complete(host.redis().blmove("jobs", "in flight")));
            assertThat(taken.await(patience)).isEmpty();

            host.redis().lpush("jobs", job(1));

            assertThat(taken.await(LONG)).hasValue(job(1));
        });
    }

    @Test
    void withoutRedisNothingIsDone() {
        var nowhere = RedisSettings.of("127.0.0.1", 9).withTimeout(Duration.ofMillis(300));

        inNode(nowhere, host -> {
            assertThatThrownBy(() -> host.redis().lpush("jobs", job(1))).isInstanceOf(NotDone.class);
            assertThatThrownBy(() -> host.redis().get("ticket")).isInstanceOf(NotDone.class);
            assertThatThrownBy(() -> host.redis().blmove("jobs", "in flight")).isInstanceOf(NotDone.class);
        });
    }

    @Test
    void whatRedisRefusesIsNotDone() {
        inNode(host -> {
            host.redis().hset("status", "job 1", "done");

            assertThatThrownBy(() -> host.redis().lpush("status", job(1)))
                    .isInstanceOf(NotDone.class)
                    .hasMessageContaining("WRONGTYPE");
        });
    }

    @Test
    void textsThatAreNoGoodUnicodeSurviveToo() {
        inNode(host -> {
            for (var text : List.of("NUL \u0000", "half a pair \ud83d", "other half \ude00")) {
                var job = job(1, text);
                host.redis().lpush("jobs", job);

                assertThat(host.redis().brpop("jobs")).isEqualTo(job);
            }
        });
    }

    @Test
    void aRedisThatHasFallenSilentMayHaveDoneIt() {
        inNode(settings().withTimeout(Duration.ofMillis(300)), host -> {
            host.redis().set("ticket", "one", LONG);
            SERVERS.redis().pause();
            try {
                assertThatThrownBy(() -> host.redis().set("ticket", "two", LONG))
                        .isInstanceOf(MaybeDone.class);
                assertThatThrownBy(() -> host.redis().get("ticket")).isInstanceOf(NotDone.class);
            } finally {
                SERVERS.redis().resume();
            }

            assertThat(host.redis().get("ticket")).isPresent();
        });
    }

    @Test
    void moreTasksThanConnectionsTakeTurns() {
        inNode(settings().withConnections(3), host -> {
            var lengths = new ArrayList<Integer>();
            var done = host.<Boolean>later();
            for (int task = 0; task < 50; task++) {
                var mine = task;
                host.spawn("task", () -> {
                    host.redis().lpush("jobs", job(mine));
                    lengths.add(host.redis().lrange("jobs").size());
                    if (lengths.size() == 50) {
                        done.complete(true);
                    }
                });
            }

            assertThat(done.await(LONG)).isPresent();
            assertThat(lengths).contains(50);
        });
    }

    /** Redis dies under a worker that waits and one who pushes, and comes back without a memory. */
    @Test
    void afterARestartOfRedisAllGoesOn() {
        var started = new CompletableFuture<Boolean>();
        var isBack = started.thenApplyAsync(_ -> {
            SERVERS.redis().kill();
            SERVERS.redis().restart();
            return true;
        });
        inNode(host -> {
            var failures = new ArrayList<CallFailed>();
            var taken = host.<Job>later();
            host.spawn("worker", () -> {
                while (true) {
                    try {
                        var job = host.redis().brpop("jobs");
                        if (job.equals(job(0))) {
                            taken.complete(job);
                            return;
                        }
                    } catch (CallFailed e) {
                        failures.add(e);
                        host.clock().sleep(Duration.ofMillis(1));
                    }
                }
            });

            while (!isBack.isDone()) {
                try {
                    host.redis().lpush("jobs", job(1));
                    started.complete(true);
                } catch (CallFailed e) {
                    failures.add(e);
                }
                host.clock().sleep(Duration.ofMillis(1));
            }
            host.redis().lpush("jobs", job(0));

            assertThat(taken.await(LONG)).hasValue(job(0));
            assertThat(failures).hasAtLeastOneElementOfType(NotDone.class);
        });
    }

    private static RedisSettings settings() {
        return RedisSettings.of(
                SERVERS.addresses().redisHost(), SERVERS.addresses().redisPort());
    }

    private static void onServer(Consumer<RedisClient> commands) {
        try (var client = RedisClient.create(
                SERVERS.addresses().redisHost(), SERVERS.addresses().redisPort())) {
            commands.accept(client);
        }
    }

    private static Job job(int number) {
        return job(number, "text");
    }

    private static Job job(int number, String text) {
        var post = new Post(new ChannelId("C1"), new UserId("U1"), text, new ClientMessageId("id " + number));
        return new Job(Job.Kind.PERSIST, post.at(Ts.ofLogOffset(number)));
    }
}
