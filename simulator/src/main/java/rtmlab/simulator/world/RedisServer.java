package rtmlab.simulator.world;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rtmlab.protocol.Job;
import rtmlab.protocol.port.NotDone;
import rtmlab.simulator.world.Happening.Kind;

/**
 * Redis.
 *
 * <p>Fault model: a restart keeps everything or loses everything, by configuration or mishap. For a while it can be
 * full: then it refuses whatever needs memory, and so also to move a job from one list to another ({@code noeviction}).
 */
final class RedisServer extends Server {

    final RedisQueue queue;
    private final boolean keepsMemory;
    private boolean forgets;
    private boolean full;
    private Runnable refused = () -> {};
    private final Map<String, Expiring> keys = new HashMap<>();
    /** Each list's head is its newest. */
    private final Map<String, ArrayDeque<Job>> lists = new HashMap<>();

    private final Map<String, Map<String, String>> hashes = new HashMap<>();

    private record Expiring(String value, long endMicros) {}

    RedisServer(World world, boolean keepsMemory) {
        super(world, "redis");
        this.keepsMemory = keepsMemory;
        this.queue = new RedisQueue(world);
    }

    /** From now on, and for as long as a restart takes, there is no memory left. */
    void fill() {
        fill(world.timing().restartMicros(), () -> {});
    }

    /** As {@link #fill()}, for so long; told of every call that is refused. */
    void fill(long micros, Runnable refused) {
        if (!full) {
            full = true;
            this.refused = refused;
            world.note(Kind.SERVER_DOWN, name, "full", life(), 0, null);
            world.scheduler().after(micros, this::empty);
        }
    }

    private void empty() {
        if (full) {
            full = false;
            world.note(Kind.SERVER_UP, name, "full", life(), 0, null);
        }
    }

    void requireRoom() {
        if (full) {
            refused.run();
            throw new NotDone("Redis refuses: OOM command not allowed when used memory > 'maxmemory'.");
        }
    }

    /** As {@link #restart}, whatever it usually keeps. */
    void restartWithoutMemory() {
        restartWithoutMemory(world.timing().restartMicros(), () -> {});
    }

    void restartWithoutMemory(long downMicros, Runnable missed) {
        forgets = true;
        restart(downMicros, missed);
        forgets = false;
    }

    @Override
    void comeBack() {
        super.comeBack();
        empty();
    }

    Optional<String> get(String key) {
        var found = keys.get(key);
        return found == null || found.endMicros <= world.scheduler().nowMicros()
                ? Optional.empty()
                : Optional.of(found.value);
    }

    void set(String key, String value, long lifetimeMicros) {
        requireRoom();
        keys.put(key, new Expiring(value, world.scheduler().nowMicros() + lifetimeMicros));
    }

    Optional<String> getdel(String key) {
        var value = get(key);
        keys.remove(key);
        return value;
    }

    void lpush(String list, Job job) {
        requireRoom();
        list(list).addFirst(job);
    }

    boolean hasJob(String list) {
        return !list(list).isEmpty();
    }

    Job move(String from, String to) {
        requireRoom();
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
        requireRoom();
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
        if (!keepsMemory || forgets) {
            queue.forget();
            keys.clear();
            lists.clear();
            hashes.clear();
        }
    }
}
