package rtmlab.backends.launch.external;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import rtmlab.backends.kafka.TopicSettings;
import rtmlab.backends.launch.ChildJvm;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.backends.launch.Reach;
import rtmlab.backends.launch.Server;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.launch.ServerGroup;

/**
 * Servers that somebody else runs, and perhaps uses.
 *
 * <p>Topics, consumer groups and keys of a run begin with a name of its own, and its tables are in a schema of that name.
 * All of them are gone with the run, even when it is killed; nothing else is touched.
 */
public final class ExternalServers implements ServerGroup {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(8);
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final Duration SWEEPS_WITHIN = Duration.ofSeconds(60);

    private final ServerAddresses addresses;
    private final ChildJvm sweeper;
    private final Consumer<String> news;

    private ExternalServers(ServerAddresses addresses, ChildJvm sweeper, Consumer<String> news) {
        this.addresses = addresses;
        this.sweeper = sweeper;
        this.news = news;
    }

    /**
     * Looks whether all of them answer, and makes the schema.
     *
     * @param servers as an {@link AddressFile} gives them
     * @param news is told, in one sentence, what could not be removed at the end
     * @throws LaunchFailure when one of them does not answer, or refuses
     */
    public static ExternalServers use(
            ServerAddresses servers, TopicSettings topics, Path folder, Consumer<String> news) {
        int brokers = Reach.brokers(servers.kafkaBootstrap(), ANSWERS_WITHIN);
        if (topics.replicas() > brokers) {
            throw new LaunchFailure("topics with " + topics.replicas() + " replicas need as many brokers, and Kafka at "
                    + servers.kafkaBootstrap() + " has " + brokers + "; ask for fewer replicas");
        }
        Reach.redis(servers);
        Reach.postgres(servers, _ -> {});
        var name = freshName();
        var ours = servers.under(name).withTopics(topics);
        var sweeper = ChildJvm.start(Sweeper.spec(folder));
        try {
            sweeper.awaitReady(READY_WITHIN);
            // Before there is anything to sweep.
            sweeper.ask(Sweeper.WATCH + Sweeper.toJson(ours), Sweeper.WATCHING::equals, READY_WITHIN);
            createSchema(servers, name);
            return new ExternalServers(ours, sweeper, news);
        } catch (LaunchFailure e) {
            sweeper.close();
            throw e;
        }
    }

    @Override
    public ServerAddresses addresses() {
        return addresses;
    }

    @Override
    public List<Server> all() {
        return List.of();
    }

    /** Nobody is told: they are not ours, and whether they live is not for us to see. */
    @Override
    public void onDeath(Consumer<String> listener) {}

    @Override
    public void close() {
        try {
            var answer = sweeper.ask(Sweeper.SWEEP, Sweeper::isSwept, SWEEPS_WITHIN);
            if (!answer.equals(Sweeper.SWEPT)) {
                news.accept(answer.substring(Sweeper.LEFT.length()));
            }
        } catch (LaunchFailure e) {
            if (sweeper.hasEndedInGoodOrder()) {
                // Ctrl-C has reached it, too: it sweeps before it ends.
                return;
            }
            news.accept("what begins with " + addresses.prefix() + " may be left on the servers: " + e.getMessage());
        } finally {
            sweeper.close();
        }
    }

    /** Sorts by time, so that leftovers of a machine that lost its power can be told by their age. */
    private static String freshName() {
        var now = LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMddHHmmss"));
        return "rtmlab_%s_%06x".formatted(now, ThreadLocalRandom.current().nextInt(1 << 24));
    }

    private static void createSchema(ServerAddresses servers, String name) {
        Reach.postgres(servers, statement -> {
            try {
                statement.execute("CREATE SCHEMA " + name);
            } catch (SQLException e) {
                throw new LaunchFailure(
                        "PostgreSQL refuses " + servers.databaseUser() + " a schema of its own: " + e.getMessage()
                                + "; allow it: GRANT CREATE ON DATABASE … TO " + servers.databaseUser(),
                        e);
            }
        });
    }
}
