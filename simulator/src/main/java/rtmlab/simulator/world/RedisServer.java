package rtmlab.simulator.world;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rtmlab.protocol.Job;

/**
 * Redis.
 *
 * <p>Fault model: a restart keeps everything or loses everything, by configuration.
 */
final class RedisServer extends Server {

    private final boolean keepsMemory;
    private final Map<String, Expiring> keys = new HashMap<>();
    /** Each list's head is its newest. */
    private final Map<String, ArrayDeque<Job>> lists = new HashMap<>();

    private final Map<String, Map<String, String>> hashes = new HashMap<>();

    private record Expiring(String value, long endMicros) {}

    RedisServer(World world, boolean keepsMemory) {
        super(world, "redis");
        this.keepsMemory = keepsMemory;
    }

    Optional<String> get(String key) {
        var found = keys.get(key);
        return found == null || found.endMicros <= world.scheduler().nowMicros()
                ? Optional.empty()
                : Optional.of(found.value);
    }

    void set(String key, String value, long lifetimeMicros) {
        keys.put(key, new Expiring(value, world.scheduler().nowMicros() + lifetimeMicros));
    }

    Optional<String> getdel(String key) {
        var value = get(key);
        keys.remove(key);
        return value;
    }

    void lpush(String list, Job job) {
        list(list).addFirst(job);
    }

    boolean hasJob(String list) {
        return !list(list).isEmpty();
    }

    Job move(String from, String to) {
        var oldest = list(from).removeLast();
        list(to).addFirst(oldest);
        return oldest;
    }

    Job rpop(String list) {
        return list(list).removeLast();
    }

    boolean lrem(String list, Job job) {
        return list(list).removeFirstOccurrence(job);
    }

    List<Job> lrange(String list) {
        return List.copyOf(list(list));
    }

    void hset(String hash, String field, String value) {
        hashes.computeIfAbsent(hash, _ -> new HashMap<>()).put(field, value);
    }

    Optional<String> hget(String hash, String field) {
        return Optional.ofNullable(hashes.getOrDefault(hash, Map.of()).get(field));
    }

    private ArrayDeque<Job> list(String name) {
        return lists.computeIfAbsent(name, _ -> new ArrayDeque<>());
    }

    @Override
    void forget() {
        if (!keepsMemory) {
            keys.clear();
            lists.clear();
            hashes.clear();
        }
    }
}
