package rtmlab.backends.redis;

import java.util.Optional;
import java.util.function.Function;
import redis.clients.jedis.RedisClient;

/** How much memory a running Redis may use: for whoever wants to see what happens when there is none left. */
public final class RedisMemory {

    private RedisMemory() {}

    /** From now on there is no room for anything new; what is there stays, and can be read and removed. */
    public static void exhaust(String host, int port) {
        limitBytes(host, port, 1);
    }

    /** From now on there is as much room as the machine has. */
    public static void release(String host, int port) {
        limitBytes(host, port, 0);
    }

    /** From now on it refuses what needs memory while it uses more than so much, in units of 1,048,576 bytes. */
    public static void limit(String host, int port, int megabytes) {
        limitBytes(host, port, (long) megabytes << 20);
    }

    /** What it uses now, in bytes. */
    public static long used(String host, int port) {
        return figure(host, port, "memory", "used_memory:")
                .orElseThrow(() -> new IllegalStateException("Redis does not say how much memory it uses"));
    }

    /** How many commands it has refused for want of memory, since it was started. */
    public static long refusals(String host, int port) {
        // It names no error that it has never answered with.
        return figure(host, port, "errorstats", "errorstat_OOM:count=").orElse(0L);
    }

    private static Optional<Long> figure(String host, int port, String section, String line) {
        return on(host, port, client -> client.info(section))
                .lines()
                .filter(each -> each.startsWith(line))
                .map(each -> Long.parseLong(each.substring(line.length()).strip()))
                .findFirst();
    }

    private static void limitBytes(String host, int port, long bytes) {
        on(host, port, client -> client.configSet("maxmemory", Long.toString(bytes)));
    }

    private static <T> T on(String host, int port, Function<RedisClient, T> question) {
        try (var client = RedisClient.create(host, port)) {
            return question.apply(client);
        }
    }
}
