package rtmlab.backends.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.args.ListDirection;
import rtmlab.backends.runtime.Steps;
import rtmlab.backends.wire.JobCodec;
import rtmlab.protocol.Job;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.JobQueue;

/**
 * The execution queue in one Redis.
 *
 * <p>Keys: {@code jobs:lock:TOPIC}, the lists {@code jobs:pending}, {@code jobs:in-flight:WORKER} and {@code jobs:dead},
 * the sorted set {@code jobs:unfinished:TOPIC:PARTITION} (job ids by their offsets), and {@code job:ID} for each status.
 * What must happen as one is a script; Redis runs nothing else meanwhile. A script that meets a full memory is refused
 * at its first write that needs any, so those come first.
 */
public final class RedisJobQueue implements JobQueue, AutoCloseable {

    private static final CommandObjects COMMANDS = new CommandObjects(RedisProtocol.RESP2);

    /** An unfinished job's status stays at least so long, a finished one's so long, in milliseconds. */
    private static final String STATUS_MS = "3600000";

    private static final String DONE_MS = "60000";
    private static final String DEAD_MS = "604800000";

    private static final byte[] CLAIM = bytes("""
            local holder = redis.call('GET', KEYS[1])
            if holder and holder ~= ARGV[1] then return 0 end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 1
            """);

    private static final byte[] PUSH = bytes("""
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'NOT_HELD' end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            if redis.call('LLEN', KEYS[2]) >= tonumber(ARGV[3]) then return 'NO_ROOM' end
            for i = 4, #ARGV, 3 do
              if redis.call('ZADD', KEYS[3], 'NX', ARGV[i + 1], ARGV[i]) == 1 then
                redis.call('LPUSH', KEYS[2], ARGV[i + 2])
                redis.call('SET', KEYS[#KEYS] .. ARGV[i], 'queued', 'PX', %s)
              end
            end
            return 'DONE'
            """.formatted(STATUS_MS));

    private static final byte[] PROGRESS = bytes("""
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'NOT_HELD' end
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            return redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2] or 'NONE'
            """);

    private static final byte[] TAKE = bytes("""
            local taken = {}
            for i = 1, tonumber(ARGV[1]) do
              local job = redis.call('LMOVE', KEYS[1], KEYS[2], 'RIGHT', 'LEFT')
              if not job then break end
              redis.pcall('SET', KEYS[#KEYS] .. string.sub(job, 1, string.find(job, '\\n', 1, true) - 1), 'running', 'PX', %s)
              taken[i] = job
            end
            return taken
            """.formatted(STATUS_MS));

    private static final byte[] FINISH = bytes("""
            for i = 1, #ARGV, 3 do
              redis.call('LREM', KEYS[1], -1, ARGV[i + 1])
              redis.call('ZREM', ARGV[i + 2], ARGV[i])
              redis.pcall('SET', KEYS[#KEYS] .. ARGV[i], 'done', 'PX', %s)
            end
            return 1
            """.formatted(DONE_MS));

    private static final byte[] BURY = bytes("""
            if redis.call('ZSCORE', KEYS[3], ARGV[1]) then
              redis.call('LPUSH', KEYS[2], ARGV[2])
              redis.call('ZREM', KEYS[3], ARGV[1])
            end
            redis.call('LREM', KEYS[1], -1, ARGV[2])
            redis.call('SET', KEYS[#KEYS] .. ARGV[1], ARGV[3], 'PX', %s)
            return 1
            """.formatted(DEAD_MS));

    private final Steps steps;
    private final RedisConnections connections;
    private final String prefix;
    private final byte[] pending;
    private final byte[] dead;

    /** What the name of each job's status begins with: the last key of every script that notes one. */
    private final byte[] statuses;

    public RedisJobQueue(Steps steps, RedisSettings settings) {
        this.steps = steps;
        this.connections = new RedisConnections(settings, RedisKeyValues.SLICE);
        this.prefix = settings.prefix();
        this.pending = bytes(prefix + "jobs:pending");
        this.dead = bytes(prefix + "jobs:dead");
        this.statuses = bytes(prefix + "job:");
    }

    @Override
    public boolean claim(String topic, String holder, Duration lease) {
        return steps.waiting(
                "redis claim",
                () -> run(CLAIM, List.of(lock(topic)), bytes(holder), millis(lease))
                        .equals(1L));
    }

    @Override
    public Pushed push(String topic, String holder, Duration lease, List<Queued> jobs, int room) {
        if (jobs.isEmpty()) {
            throw new IllegalArgumentException("a push is of one job at least");
        }
        var arguments = new ArrayList<>(List.of(bytes(holder), millis(lease), bytes(Integer.toString(room))));
        var partition = jobs.getFirst().partition();
        for (var job : jobs) {
            if (job.partition() != partition || !job.topic().equals(topic)) {
                throw new IllegalArgumentException("the jobs of one push are from one partition, not " + jobs);
            }
            arguments.addAll(List.of(bytes(job.job().id()), bytes(Long.toString(job.offset())), encode(job)));
        }
        return steps.waiting(
                "redis push",
                () -> Pushed.valueOf(text(
                        run(PUSH, List.of(lock(topic), pending, unfinished(topic, partition), statuses), arguments))));
    }

    @Override
    public OptionalLong progress(String topic, String holder, Duration lease, int partition) {
        return steps.waiting("redis progress", () -> {
            var answer = text(
                    run(PROGRESS, List.of(lock(topic), unfinished(topic, partition)), bytes(holder), millis(lease)));
            return switch (answer) {
                case "NOT_HELD" -> OptionalLong.empty();
                case "NONE" -> OptionalLong.of(NONE_UNFINISHED);
                default -> OptionalLong.of((long) Double.parseDouble(answer));
            };
        });
    }

    @Override
    public List<Queued> take(NodeName worker, int limit) {
        return steps.waiting("redis take", () -> {
            while (true) {
                var taken = (List<?>)
                        run(TAKE, List.of(pending, inFlightOf(worker), statuses), bytes(Integer.toString(limit)));
                if (!taken.isEmpty()) {
                    return taken.stream()
                            .map(element -> decode((byte[]) element))
                            .toList();
                }
                var first = connections.write(COMMANDS.blmove(
                        pending,
                        inFlightOf(worker),
                        ListDirection.RIGHT,
                        ListDirection.LEFT,
                        RedisKeyValues.SLICE.toMillis() / 1000.0));
                if (first != null) {
                    return List.of(decode(first));
                }
            }
        });
    }

    @Override
    public List<Queued> inFlight(NodeName worker) {
        return steps.waiting("redis in-flight", () -> oldestFirst(inFlightOf(worker)));
    }

    @Override
    public void finish(NodeName worker, List<Queued> jobs) {
        var arguments = new ArrayList<byte[]>();
        for (var job : jobs) {
            arguments.addAll(List.of(bytes(job.job().id()), encode(job), unfinished(job.topic(), job.partition())));
        }
        steps.waiting("redis finish", () -> run(FINISH, List.of(inFlightOf(worker), statuses), arguments));
    }

    @Override
    public void bury(NodeName worker, Queued job, String reason) {
        var keys = List.of(inFlightOf(worker), dead, unfinished(job.topic(), job.partition()), statuses);
        steps.waiting(
                "redis bury", () -> run(BURY, keys, bytes(job.job().id()), encode(job), bytes("dead: " + reason)));
    }

    @Override
    public void note(Job job, String status) {
        var command = COMMANDS.psetex(statusOf(job.id()), Long.parseLong(STATUS_MS), bytes(status));
        steps.waiting("redis note", () -> connections.write(command));
    }

    @Override
    public Optional<String> status(String jobId) {
        return statuses(List.of(jobId)).getFirst();
    }

    @Override
    public List<Optional<String>> statuses(List<String> jobIds) {
        var keys = jobIds.stream().map(this::statusOf).toArray(byte[][]::new);
        return steps.waiting("redis status", () -> {
            var statuses = new ArrayList<Optional<String>>();
            for (var status : connections.read(COMMANDS.mget(keys))) {
                statuses.add(Optional.ofNullable(status).map(bytes -> new String(bytes, UTF_8)));
            }
            return statuses;
        });
    }

    @Override
    public List<Queued> pending() {
        return steps.waiting("redis pending", () -> oldestFirst(pending));
    }

    @Override
    public List<Queued> dead() {
        return steps.waiting("redis dead", () -> oldestFirst(dead));
    }

    @Override
    public void close() {
        connections.close();
    }

    private List<Queued> oldestFirst(byte[] list) {
        return connections.read(COMMANDS.lrange(list, 0, -1)).reversed().stream()
                .map(RedisJobQueue::decode)
                .toList();
    }

    private Object run(byte[] script, List<byte[]> keys, byte[]... arguments) {
        return run(script, keys, Arrays.asList(arguments));
    }

    private Object run(byte[] script, List<byte[]> keys, List<byte[]> arguments) {
        return connections.write(COMMANDS.eval(script, keys, arguments));
    }

    private byte[] lock(String topic) {
        return bytes(prefix + "jobs:lock:" + topic);
    }

    private byte[] unfinished(String topic, int partition) {
        return bytes(prefix + "jobs:unfinished:" + topic + ":" + partition);
    }

    private byte[] inFlightOf(NodeName worker) {
        return bytes(prefix + "jobs:in-flight:" + worker);
    }

    private byte[] statusOf(String jobId) {
        return bytes(prefix + "job:" + jobId);
    }

    private static byte[] millis(Duration duration) {
        return bytes(Long.toString(duration.toMillis()));
    }

    private static String text(Object answer) {
        return new String((byte[]) answer, UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Its id, its place, and the job: a line each. */
    private static byte[] encode(Queued queued) {
        var head = bytes(
                queued.job().id() + "\n" + queued.topic() + " " + queued.partition() + " " + queued.offset() + "\n");
        var job = JobCodec.encode(queued.job());
        var element = Arrays.copyOf(head, head.length + job.length);
        System.arraycopy(job, 0, element, head.length, job.length);
        return element;
    }

    private static Queued decode(byte[] element) {
        var text = new String(element, UTF_8);
        var place = text.indexOf('\n') + 1;
        var job = text.indexOf('\n', place) + 1;
        var words = text.substring(place, job - 1).split(" ", -1);
        try {
            return new Queued(
                    JobCodec.decode(bytes(text.substring(job))),
                    words[0],
                    Integer.parseInt(words[1]),
                    Long.parseLong(words[2]));
        } catch (IOException e) {
            throw new IllegalStateException("not a job of ours: " + text, e);
        }
    }
}
