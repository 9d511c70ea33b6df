package rtmlab.simulator.world;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import rtmlab.protocol.Job;
import rtmlab.protocol.port.KeyValues;

/** A node's way to Redis; the fault model is {@link RedisServer}'s. */
final class SimulatedRedis implements KeyValues {

    private final Life life;
    private final RedisServer server;
    private final Calls calls;

    SimulatedRedis(Life life, RedisServer server) {
        this.life = life;
        this.server = server;
        this.calls = life.world.calls();
    }

    @Override
    public Optional<String> get(String key) {
        return life.ask(server, calls.redisGet, () -> server.get(key));
    }

    @Override
    public void set(String key, String value, Duration lifetime) {
        life.ask(server, calls.redisSet, () -> {
            server.set(key, value, Micros.of(lifetime));
            return true;
        });
    }

    @Override
    public Optional<String> getdel(String key) {
        return life.ask(server, calls.redisGetdel, () -> server.getdel(key));
    }

    @Override
    public void lpush(String list, Job job) {
        life.ask(server, calls.redisLpush, () -> {
            server.lpush(list, job);
            return true;
        });
    }

    @Override
    public Job blmove(String from, String to) {
        return WaitingCall.await(
                life, server, calls.redisBlmove, () -> server.hasJob(from), () -> server.move(from, to));
    }

    @Override
    public Job brpop(String list) {
        return WaitingCall.await(life, server, calls.redisBrpop, () -> server.hasJob(list), () -> server.rpop(list));
    }

    @Override
    public boolean lrem(String list, Job job) {
        return life.ask(server, calls.redisLrem, () -> server.lrem(list, job));
    }

    @Override
    public List<Job> lrange(String list) {
        return life.ask(server, calls.redisLrange, () -> server.lrange(list));
    }

    @Override
    public void hset(String hash, String field, String value) {
        life.ask(server, calls.redisHset, () -> {
            server.hset(hash, field, value);
            return true;
        });
    }

    @Override
    public Optional<String> hget(String hash, String field) {
        return life.ask(server, calls.redisHget, () -> server.hget(hash, field));
    }
}
