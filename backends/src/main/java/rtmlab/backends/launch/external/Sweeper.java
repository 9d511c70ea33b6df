package rtmlab.backends.launch.external;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.GroupListing;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.params.ScanParams;
import rtmlab.backends.launch.ChildSpec;
import rtmlab.backends.launch.ParentLink;
import rtmlab.backends.launch.Reach;
import rtmlab.backends.launch.ServerAddresses;

/**
 * The child that removes what a run has made on somebody else's servers: when it is asked to, and when its parent has died.
 *
 * <p>Its parent says {@code watch ADDRESSES}, in JSON and not as an argument, which everybody on this machine could read;
 * and {@code sweep}, answered by {@code swept}, or by {@code left} and a sentence.
 */
final class Sweeper {

    static final String WATCH = "watch ";
    static final String WATCHING = "watching";
    static final String SWEEP = "sweep";
    static final String SWEPT = "swept";
    static final String LEFT = "left ";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration EACH_CALL_WITHIN = Duration.ofSeconds(10);
    private static final int KEYS_AT_ONCE = 1_000;

    /** Nodes of a run that was killed end with it, but one of them may yet have a last word for Redis. */
    private static final int ROUNDS = 3;

    private Sweeper() {}

    static ChildSpec spec(Path folder) {
        return ChildSpec.of("sweeper", Sweeper.class, folder);
    }

    static String toJson(ServerAddresses addresses) {
        try {
            return JSON.writeValueAsString(addresses);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isSwept(String answer) {
        return answer.equals(SWEPT) || answer.startsWith(LEFT);
    }

    public static void main(String[] args) {
        ParentLink.serve(parent -> {
            var watched = new AtomicReference<@Nullable ServerAddresses>();
            parent.onCommand(command -> {
                if (command.startsWith(WATCH)) {
                    watched.set(parse(command.substring(WATCH.length())));
                    parent.say(WATCHING);
                } else if (command.equals(SWEEP)) {
                    parent.say(sweep(watched).map(sentence -> LEFT + sentence).orElse(SWEPT));
                }
            });
            Runnable sweepQuietly = () -> sweep(watched).ifPresent(System.err::println);
            parent.onOrphaned(sweepQuietly);
            // Ctrl-C in a terminal reaches this child as it reaches its parent.
            Runtime.getRuntime().addShutdownHook(new Thread(sweepQuietly));
            parent.ready("");
        });
    }

    private static ServerAddresses parse(String json) {
        try {
            return JSON.readValue(json, ServerAddresses.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the addresses of servers", e);
        }
    }

    /** What could not be removed and why, if anything; whoever comes second waits, and finds that there is nothing to do. */
    private static synchronized Optional<String> sweep(AtomicReference<@Nullable ServerAddresses> watched) {
        var servers = watched.getAndSet(null);
        if (servers == null) {
            return Optional.empty();
        }
        var failures = new ArrayList<String>();
        attempt(failures, "the schema " + schema(servers), () -> dropSchema(servers));
        attempt(failures, "topics and groups that begin with " + servers.prefix(), () -> deleteTopics(servers));
        attempt(failures, "keys that begin with " + servers.prefix(), () -> deleteKeys(servers));
        return failures.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", failures));
    }

    private static String schema(ServerAddresses servers) {
        return servers.prefix().replaceFirst("-$", "");
    }

    /** Something that may fail. */
    private interface Removal {
        void run() throws Exception;
    }

    private static void attempt(List<String> failures, String what, Removal removal) {
        try {
            removal.run();
        } catch (Exception e) {
            failures.add(what + " could not be removed: "
                    + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    private static void dropSchema(ServerAddresses servers) {
        Reach.postgres(
                servers, statement -> statement.execute("DROP SCHEMA IF EXISTS " + schema(servers) + " CASCADE"));
    }

    private static void deleteTopics(ServerAddresses servers) throws ExecutionException, InterruptedException {
        try (var admin = Reach.admin(servers.kafkaBootstrap(), EACH_CALL_WITHIN)) {
            var topics = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith(servers.prefix()))
                    .toList();
            admin.deleteTopics(topics).all().get();
            var groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(group -> group.startsWith(servers.prefix()))
                    .toList();
            admin.deleteConsumerGroups(groups).all().get();
        }
    }

    private static void deleteKeys(ServerAddresses servers) {
        try (var redis = Reach.redisClient(servers)) {
            var ours = new ScanParams().match(servers.prefix() + "*").count(KEYS_AT_ONCE);
            for (int round = 0; round < ROUNDS; round++) {
                var cursor = ScanParams.SCAN_POINTER_START;
                do {
                    var found = redis.scan(cursor, ours);
                    if (!found.getResult().isEmpty()) {
                        redis.unlink(found.getResult().toArray(String[]::new));
                    }
                    cursor = found.getCursor();
                } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
            }
        }
    }
}
