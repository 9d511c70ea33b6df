package rtmlab.simulator.world;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import rtmlab.protocol.Job;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.JobQueue;

/** A node's way to the queue in Redis; the fault model is {@link RedisServer}'s. */
final class SimulatedQueue implements JobQueue {

    private final Life life;
    private final RedisServer server;
    private final RedisQueue queue;
    private final Calls calls;

    SimulatedQueue(Life life, RedisServer server) {
        this.life = life;
        this.server = server;
        this.queue = server.queue;
        this.calls = life.world.calls();
    }

    @Override
    public boolean claim(String topic, String holder, Duration lease) {
        return life.ask(server, calls.redisClaim, () -> {
            server.requireRoom();
            return queue.claim(topic, holder, Micros.of(lease));
        });
    }

    @Override
    public Pushed push(String topic, String holder, Duration lease, List<Queued> jobs, int room) {
        return life.ask(server, calls.redisPush, () -> {
            server.requireRoom();
            return queue.push(topic, holder, Micros.of(lease), jobs, room);
        });
    }

    @Override
    public OptionalLong progress(String topic, String holder, Duration lease, int partition) {
        return life.ask(server, calls.redisProgress, () -> queue.progress(topic, holder, Micros.of(lease), partition));
    }

    @Override
    public List<Queued> take(NodeName worker, int limit) {
        return WaitingCall.await(life, server, calls.redisTake, queue::hasPending, () -> {
            server.requireRoom();
            return queue.take(worker, limit);
        });
    }

    @Override
    public List<Queued> inFlight(NodeName worker) {
        return life.ask(server, calls.redisInFlight, () -> queue.inFlight(worker));
    }

    @Override
    public void finish(NodeName worker, List<Queued> jobs) {
        life.ask(server, calls.redisFinish, () -> {
            queue.finish(worker, jobs);
            return true;
        });
    }

    @Override
    public void bury(NodeName worker, Queued job, String reason) {
        life.ask(server, calls.redisBury, () -> {
            server.requireRoom();
            queue.bury(worker, job, reason);
            return true;
        });
    }

    @Override
    public void note(Job job, String status) {
        life.ask(server, calls.redisNote, () -> {
            server.requireRoom();
            queue.note(job, status);
            return true;
        });
    }

    @Override
    public Optional<String> status(String jobId) {
        return life.ask(server, calls.redisStatus, () -> queue.status(jobId));
    }

    @Override
    public List<Optional<String>> statuses(List<String> jobIds) {
        return life.ask(
                server,
                calls.redisStatus,
                () -> jobIds.stream().map(queue::status).toList());
    }

    @Override
    public List<Queued> pending() {
        return life.ask(server, calls.redisPending, queue::pending);
    }

    @Override
    public List<Queued> dead() {
        return life.ask(server, calls.redisDead, queue::dead);
    }
}
