package rtmlab.backends.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.params.SetParams;
import rtmlab.backends.runtime.Steps;
import rtmlab.backends.wire.JobCodec;
import rtmlab.protocol.Job;
import rtmlab.protocol.port.KeyValues;

/**
 * One Redis.
 *
 * <p>Where the connection breaks after Redis has moved a job and before its answer is here, {@link #blmove} is {@code
 * MaybeDone} and the job lies in the other list: whoever recovers what was in flight finds it there. {@link #brpop} has
 * no such place; a job that was taken and not handed over is gone.
 */
public final class RedisKeyValues implements KeyValues, AutoCloseable {

    /** A wait for a job is made of waits that long: so that a Redis which has fallen silent is found out. */
    static final Duration SLICE = Duration.ofSeconds(2);

    private static final CommandObjects COMMANDS = new CommandObjects(RedisProtocol.RESP2);

    private final Steps steps;
    private final RedisConnections connections;
    private final String prefix;

    public RedisKeyValues(Steps steps, RedisSettings settings) {
        this.steps = steps;
        this.connections = new RedisConnections(settings, SLICE);
        this.prefix = settings.prefix();
    }

    @Override
    public Optional<String> get(String key) {
        return steps.waiting("redis get", () -> Optional.ofNullable(connections.read(COMMANDS.get(prefix + key))));
    }

    @Override
    public void set(String key, String value, Duration lifetime) {
        if (lifetime.toMillis() < 1) {
            throw new IllegalArgumentException("Redis keeps a key for 1 ms at least, not for " + lifetime);
        }
        var command = COMMANDS.set(prefix + key, value, SetParams.setParams().px(lifetime.toMillis()));
        steps.waiting("redis set", () -> connections.write(command));
    }

    @Override
    public Optional<String> getdel(String key) {
        return steps.waiting(
                "redis getdel", () -> Optional.ofNullable(connections.write(COMMANDS.getDel(prefix + key))));
    }

    @Override
    public void lpush(String list, Job job) {
        steps.waiting("redis lpush", () -> connections.write(COMMANDS.lpush(name(list), JobCodec.encode(job))));
    }

    @Override
    public Job blmove(String from, String to) {
        var command = COMMANDS.blmove(
                name(from), name(to), ListDirection.RIGHT, ListDirection.LEFT, SLICE.toMillis() / 1000.0);
        return steps.waiting("redis blmove", () -> job(untilSome(() -> connections.write(command))));
    }

    @Override
    public Job brpop(String list) {
        var command = COMMANDS.brpop(SLICE.toMillis() / 1000.0, name(list));
        return steps.waiting(
                "redis brpop",
                () -> job(untilSome(() -> connections.write(command)).getValue()));
    }

    @Override
    public boolean lrem(String list, Job job) {
        return steps.waiting(
                "redis lrem", () -> connections.write(COMMANDS.lrem(name(list), 1, JobCodec.encode(job))) == 1);
    }

    @Override
    public List<Job> lrange(String list) {
        return steps.waiting(
                "redis lrange",
                () -> connections.read(COMMANDS.lrange(name(list), 0, -1)).stream()
                        .map(RedisKeyValues::job)
                        .toList());
    }

    @Override
    public void hset(String hash, String field, String value) {
        steps.waiting("redis hset", () -> connections.write(COMMANDS.hset(prefix + hash, field, value)));
    }

    @Override
    public Optional<String> hget(String hash, String field) {
        return steps.waiting(
                "redis hget", () -> Optional.ofNullable(connections.read(COMMANDS.hget(prefix + hash, field))));
    }

    @Override
    public void close() {
        connections.close();
    }

    private static <T> T untilSome(Supplier<@Nullable T> slice) {
        var some = slice.get();
        while (some == null) {
            some = slice.get();
        }
        return some;
    }

    private byte[] name(String list) {
        return (prefix + list).getBytes(StandardCharsets.UTF_8);
    }

    private static Job job(byte[] element) {
        try {
            return JobCodec.decode(element);
        } catch (IOException e) {
            throw new IllegalStateException("not a job of ours: " + new String(element, StandardCharsets.UTF_8), e);
        }
    }
}
