package rtmlab.initial;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.variant.Mechanisms;

/**
 * Deferred persistence: messages wait here, in memory, until the web app has stored them.
 *
 * <p>The original keeps them nowhere else and tries once. {@code PERSISTENT_BUFFER} keeps them on disk too,
 * {@code RETRY_LOOP} tries until it works and goes on after a restart with what the disk holds.
 */
final class HandOver {

    private static final Duration RETRY_PAUSE = Duration.ofMillis(100);

    /** More than this in memory, and the next crash would lose too much: some minutes of a busy server. */
    private static final int MAX_UNSAVED = 10_000;

    /** How long a server that is to be shut down waits for the web app. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);

    private final Host host;
    private final NodeName webApp;
    private final Mechanisms on;
    private final PersistentBuffer buffer;
    private final Queue<Message> unsaved = new ArrayDeque<>();
    private boolean running;
    private @Nullable Later<Boolean> done;

    HandOver(Host host, NodeName webApp, Mechanisms on) {
        this.host = host;
        this.webApp = webApp;
        this.on = on;
        this.buffer = new PersistentBuffer(host.disk());
    }

    /** Queues what an earlier life of this process had not handed over, or could not be sure of. Waits. */
    void replay() {
        if (hasBuffer() && on.has(InitialArchitecture.RETRY_LOOP)) {
            buffer.unconfirmed().forEach(this::add);
        }
    }

    /** Makes sure that a crash of this process does not lose the message, if there is a buffer for that. Waits. */
    void secure(Message message) {
        if (hasBuffer()) {
            buffer.write(message);
        }
    }

    /** Has the message stored, some time. Does not wait. */
    void add(Message message) {
        unsaved.add(message);
        if (!running) {
            running = true;
            host.spawn("hand-over", this::run);
        }
    }

    /** How many messages are in memory that nobody has stored yet. */
    int size() {
        return unsaved.size();
    }

    /** Whether so much waits here already that no more should be promised. */
    boolean isFull() {
        return unsaved.size() >= MAX_UNSAVED;
    }

    /** Waits until nothing is left here, though not for ever. */
    void awaitAll() {
        if (running) {
            Later<Boolean> last = host.later();
            done = last;
            last.await(LAST_PATIENCE);
        }
    }

    private void run() {
        while (!unsaved.isEmpty()) {
            handOver(unsaved.element());
            unsaved.remove();
        }
        running = false;
        if (done != null) {
            done.complete(true);
        }
    }

    private void handOver(Message message) {
        while (true) {
            try {
                host.http().call(webApp, InternalApi.HAND_OVER, new InternalApi.HandOver(message));
                break;
            } catch (CallFailed | SlackError _) {
                if (!on.has(InitialArchitecture.RETRY_LOOP)) {
                    return; // The original stops here: shown, acknowledged, and never stored.
                }
                host.clock().sleep(RETRY_PAUSE);
            }
        }
        if (hasBuffer()) {
            // A crash before this line hands the message over again after the restart: stored twice, unless by id.
            confirm(message);
        }
    }

    private void confirm(Message message) {
        try {
            buffer.confirm(message);
        } catch (CallFailed _) {
            // Then the next life of this process hands it over again.
        }
    }

    private boolean hasBuffer() {
        return on.has(InitialArchitecture.PERSISTENT_BUFFER);
    }
}
