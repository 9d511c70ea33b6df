package rtmlab.backends.redis;

import redis.clients.jedis.RedisClient;

/** How much memory a running Redis may use: for whoever wants to see what happens when there is none left. */
public final class RedisMemory {

    private RedisMemory() {}

    /** From now on there is no room for anything new; what is there stays, and can be read and removed. */
    public static void exhaust(String host, int port) {
        limit(host, port, "1");
    }

    /** From now on there is as much room as the machine has. */
    public static void release(String host, int port) {
        limit(host, port, "0");
    }

    private static void limit(String host, int port, String bytes) {
        try (var client = RedisClient.create(host, port)) {
            client.configSet("maxmemory", bytes);
        }
    }
}
