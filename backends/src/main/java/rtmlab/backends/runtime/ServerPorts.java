package rtmlab.backends.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Disk;
import rtmlab.protocol.port.EventLog;
import rtmlab.protocol.port.JobLog;
import rtmlab.protocol.port.JobQueue;
import rtmlab.protocol.port.KeyValues;
import rtmlab.protocol.port.MessageStore;
import rtmlab.protocol.port.Notifications;
import rtmlab.protocol.port.Registry;
import rtmlab.protocol.port.SearchIndex;

/**
 * The way from a node to Kafka, Redis, PostgreSQL and its own disk: each port is opened when it is first used, so a
 * node that has no use for a server never connects to it.
 */
public final class ServerPorts implements AutoCloseable {

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final Lazy<EventLog> log;
    private final Lazy<KeyValues> redis;
    private final Lazy<JobLog> jobs;
    private final Lazy<JobQueue> queue;
    private final Lazy<Notifications> notifications;
    private final Lazy<MessageStore> messages;
    private final Lazy<SearchIndex> search;
    private final Lazy<Directory> directory;
    private final Lazy<Registry> registry;
    private final Lazy<Disk> disk;

    /**
     * How each port is opened for a node whose steps these are; what can be closed is closed with the node.
     *
     * @param shared closed after the ports
     */
    public record Openers(
            Function<Steps, EventLog> log,
            Function<Steps, KeyValues> redis,
            Function<Steps, JobLog> jobs,
            Function<Steps, JobQueue> queue,
            Function<Steps, Notifications> notifications,
            Function<Steps, MessageStore> messages,
            Function<Steps, SearchIndex> search,
            Function<Steps, Directory> directory,
            Function<Steps, Registry> registry,
            Function<Steps, Disk> disk,
            AutoCloseable shared) {

        /** For a node that talks to other nodes alone. */
        public static Openers none() {
            return new Openers(
                    lacking("log"),
                    lacking("Redis"),
                    lacking("log of jobs"),
                    lacking("job queue"),
                    lacking("notifications"),
                    lacking("message store"),
                    lacking("search index"),
                    lacking("directory"),
                    lacking("registry"),
                    lacking("disk"),
                    () -> {});
        }

        public Openers withLog(Function<Steps, EventLog> opener) {
            return new Openers(
                    opener, redis, jobs, queue, notifications, messages, search, directory, registry, disk, shared);
        }

        public Openers withRedis(Function<Steps, KeyValues> opener) {
            return new Openers(
                    log, opener, jobs, queue, notifications, messages, search, directory, registry, disk, shared);
        }

        public Openers withJobs(Function<Steps, JobLog> opener) {
            return new Openers(
                    log, redis, opener, queue, notifications, messages, search, directory, registry, disk, shared);
        }

        public Openers withQueue(Function<Steps, JobQueue> opener) {
            return new Openers(
                    log, redis, jobs, opener, notifications, messages, search, directory, registry, disk, shared);
        }

        public Openers withNotifications(Function<Steps, Notifications> opener) {
            return new Openers(log, redis, jobs, queue, opener, messages, search, directory, registry, disk, shared);
        }

        public Openers withMessages(Function<Steps, MessageStore> opener) {
            return new Openers(
                    log, redis, jobs, queue, notifications, opener, search, directory, registry, disk, shared);
        }

        public Openers withSearch(Function<Steps, SearchIndex> opener) {
            return new Openers(
                    log, redis, jobs, queue, notifications, messages, opener, directory, registry, disk, shared);
        }

        public Openers withDirectory(Function<Steps, Directory> opener) {
            return new Openers(
                    log, redis, jobs, queue, notifications, messages, search, opener, registry, disk, shared);
        }

        public Openers withRegistry(Function<Steps, Registry> opener) {
            return new Openers(
                    log, redis, jobs, queue, notifications, messages, search, directory, opener, disk, shared);
        }

        public Openers withDisk(Function<Steps, Disk> opener) {
            return new Openers(
                    log, redis, jobs, queue, notifications, messages, search, directory, registry, opener, shared);
        }

        /** What the ports have in common is closed after them. */
        public Openers andClose(AutoCloseable common) {
            return new Openers(
                    log, redis, jobs, queue, notifications, messages, search, directory, registry, disk, common);
        }

        private static <T> Function<Steps, T> lacking(String port) {
            return _ -> {
                throw new IllegalStateException("this node was given no " + port);
            };
        }
    }

    ServerPorts(Openers openers, Steps steps) {
        toClose.push(openers.shared());
        this.log = new Lazy<>(openers.log(), steps);
        this.redis = new Lazy<>(openers.redis(), steps);
        this.jobs = new Lazy<>(openers.jobs(), steps);
        this.queue = new Lazy<>(openers.queue(), steps);
        this.notifications = new Lazy<>(openers.notifications(), steps);
        this.messages = new Lazy<>(openers.messages(), steps);
        this.search = new Lazy<>(openers.search(), steps);
        this.directory = new Lazy<>(openers.directory(), steps);
        this.registry = new Lazy<>(openers.registry(), steps);
        this.disk = new Lazy<>(openers.disk(), steps);
    }

    EventLog log() {
        return log.get();
    }

    KeyValues redis() {
        return redis.get();
    }

    JobLog jobs() {
        return jobs.get();
    }

    JobQueue queue() {
        return queue.get();
    }

    Notifications notifications() {
        return notifications.get();
    }

    MessageStore messages() {
        return messages.get();
    }

    SearchIndex search() {
        return search.get();
    }

    Directory directory() {
        return directory.get();
    }

    Registry registry() {
        return registry.get();
    }

    Disk disk() {
        return disk.get();
    }

    @Override
    public void close() {
        synchronized (toClose) {
            while (!toClose.isEmpty()) {
                try {
                    toClose.pop().close();
                } catch (Exception e) {
                    LoggerFactory.getLogger(ServerPorts.class).warn("a port did not close in good order", e);
                }
            }
        }
    }

    private final class Lazy<T> {
        private final Function<Steps, T> opener;
        private final Steps steps;
        private @Nullable T opened;

        Lazy(Function<Steps, T> opener, Steps steps) {
            this.opener = opener;
            this.steps = steps;
        }

        T get() {
            synchronized (toClose) {
                if (opened == null) {
                    var fresh = opener.apply(steps);
                    if (fresh instanceof AutoCloseable closeable) {
                        toClose.push(closeable);
                    }
                    opened = fresh;
                }
                return opened;
            }
        }
    }
}
