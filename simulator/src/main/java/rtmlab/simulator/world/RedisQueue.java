package rtmlab.simulator.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import rtmlab.protocol.Job;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.JobQueue.Pushed;
import rtmlab.protocol.port.JobQueue.Queued;

/** The queue in Redis, as the scripts of the real one leave it. */
final class RedisQueue {

    private final World world;
    private final ArrayDeque<Queued> pending = new ArrayDeque<>();
    private final List<Queued> dead = new ArrayList<>();
    private final Map<NodeName, List<Queued>> inFlight = new HashMap<>();
    private final Map<String, Lock> locks = new HashMap<>();
    private final Map<Source, Map<String, Long>> unfinished = new HashMap<>();
    private final Map<String, String> statuses = new HashMap<>();

    private record Lock(String holder, long endMicros) {}

    private record Source(String topic, int partition) {}

    RedisQueue(World world) {
        this.world = world;
    }

    void forget() {
        pending.clear();
        dead.clear();
        inFlight.clear();
        locks.clear();
        unfinished.clear();
        statuses.clear();
    }

    boolean claim(String topic, String holder, long leaseMicros) {
        var held = locks.get(topic);
        if (held != null && held.endMicros > now() && !held.holder.equals(holder)) {
            return false;
        }
        locks.put(topic, new Lock(holder, now() + leaseMicros));
        return true;
    }

    private boolean keep(String topic, String holder, long leaseMicros) {
        var held = locks.get(topic);
        return held != null
                && held.endMicros > now()
                && held.holder.equals(holder)
                && claim(topic, holder, leaseMicros);
    }

    Pushed push(String topic, String holder, long leaseMicros, List<Queued> jobs, int room) {
        if (!keep(topic, holder, leaseMicros)) {
            return Pushed.NOT_HELD;
        }
        if (pending.size() >= room) {
            return Pushed.NO_ROOM;
        }
        for (var job : jobs) {
            if (unfinished(job).putIfAbsent(job.job().id(), job.offset()) == null) {
                pending.addLast(job);
                statuses.put(job.job().id(), "queued");
            }
        }
        return Pushed.DONE;
    }

    OptionalLong progress(String topic, String holder, long leaseMicros, int partition) {
        if (!keep(topic, holder, leaseMicros)) {
            return OptionalLong.empty();
        }
        var oldest = Long.MAX_VALUE;
        for (var offset :
                unfinished.getOrDefault(new Source(topic, partition), Map.of()).values()) {
            oldest = Math.min(oldest, offset);
        }
        return OptionalLong.of(oldest);
    }

    boolean hasPending() {
        return !pending.isEmpty();
    }

    List<Queued> take(NodeName worker, int limit) {
        var taken = new ArrayList<Queued>();
        while (!pending.isEmpty() && taken.size() < limit) {
            var job = pending.removeFirst();
            hands(worker).add(job);
            statuses.put(job.job().id(), "running");
            taken.add(job);
        }
        return taken;
    }

    List<Queued> inFlight(NodeName worker) {
        return List.copyOf(hands(worker));
    }

    void finish(NodeName worker, List<Queued> jobs) {
        jobs.forEach(job -> end(worker, job, "done"));
    }

    void bury(NodeName worker, Queued job, String reason) {
        if (end(worker, job, "dead: " + reason)) {
            dead.add(job);
        }
    }

    /** Whether it was unfinished. */
    private boolean end(NodeName worker, Queued job, String status) {
        hands(worker).remove(job);
        statuses.put(job.job().id(), status);
        return unfinished(job).remove(job.job().id()) != null;
    }

    void note(Job job, String status) {
        statuses.put(job.id(), status);
    }

    Optional<String> status(String jobId) {
        return Optional.ofNullable(statuses.get(jobId));
    }

    List<Queued> pending() {
        return List.copyOf(pending);
    }

    List<Queued> dead() {
        return List.copyOf(dead);
    }

    private List<Queued> hands(NodeName worker) {
        return inFlight.computeIfAbsent(worker, _ -> new ArrayList<>());
    }

    private Map<String, Long> unfinished(Queued job) {
        return unfinished.computeIfAbsent(new Source(job.topic(), job.partition()), _ -> new LinkedHashMap<>());
    }

    private long now() {
        return world.scheduler().nowMicros();
    }
}
