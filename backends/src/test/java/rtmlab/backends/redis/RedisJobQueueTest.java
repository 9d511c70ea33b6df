package rtmlab.backends.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;
import rtmlab.backends.testing.PortHost;
import rtmlab.backends.testing.Servers;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.contract.JobQueueContract;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.JobQueue.Pushed;
import rtmlab.protocol.port.NotDone;

@Tag("servers")
class RedisJobQueueTest extends JobQueueContract {

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final NodeName WORKER = NodeName.of("worker", 1);

    @BeforeEach
    void forgetEverything() {
        onServer(RedisClient::flushAll);
    }

    @AfterEach
    void giveMemoryBack() {
        onServer(client -> client.configSet("maxmemory", "0"));
    }

    @Override
    protected void inNode(Consumer<Host> code) {
        PortHost.run(steps -> new RedisJobQueue(steps, settings()), code);
    }

    /** The lock-up of the case: taking a job needs memory too, so a full queue cannot even be emptied. */
    @Test
    void aFullRedisTakesNoJobsAndGivesNone() {
        inNode(host -> {
            var queue = host.queue();
            queue.claim("topic", "one", LEASE);
            queue.push("topic", "one", LEASE, List.of(job(1), job(2)), 100);
            queue.take(WORKER, 1);
            onServer(client -> client.configSet("maxmemory", "1"));

            assertThatThrownBy(() -> queue.push("topic", "one", LEASE, List.of(job(3)), 100))
                    .isInstanceOf(NotDone.class)
                    .hasMessageContaining("OOM");
            assertThatThrownBy(() -> queue.take(WORKER, 1))
                    .isInstanceOf(NotDone.class)
                    .hasMessageContaining("OOM");
            assertThatThrownBy(() -> queue.bury(WORKER, job(1), "reason")).isInstanceOf(NotDone.class);
            assertThat(queue.inFlight(WORKER))
                    .as("a refused burial changed nothing")
                    .containsExactly(job(1));

            // What is done frees memory, so it can be said.
            queue.finish(WORKER, List.of(job(1)));
            assertThat(queue.inFlight(WORKER)).isEmpty();

            onServer(client -> client.configSet("maxmemory", "0"));
            assertThat(queue.pending()).containsExactly(job(2));
            assertThat(queue.push("topic", "one", LEASE, List.of(job(3)), 100)).isEqualTo(Pushed.DONE);
            assertThat(queue.take(WORKER, 10)).containsExactly(job(2), job(3));
        });
    }

    @Test
    void aRedisThatForgotHasNoHolder() {
        inNode(host -> {
            var queue = host.queue();
            queue.claim("topic", "one", LEASE);
            queue.push("topic", "one", LEASE, List.of(job(1)), 100);
            onServer(RedisClient::flushAll);

            assertThat(queue.progress("topic", "one", LEASE, 0)).isEmpty();
            assertThat(queue.push("topic", "one", LEASE, List.of(job(2)), 100)).isEqualTo(Pushed.NOT_HELD);
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
}
