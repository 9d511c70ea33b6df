package rtmlab.checkers.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Connected;
import rtmlab.checkers.history.Event.Disconnected;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.Event.FaultsEnded;
import rtmlab.checkers.history.Event.Joined;
import rtmlab.checkers.history.Event.Left;
import rtmlab.checkers.history.Event.Quiet;
import rtmlab.checkers.history.Event.Read;
import rtmlab.checkers.history.Event.Reading;
import rtmlab.checkers.history.Event.Refused;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Snapshot;
import rtmlab.checkers.history.Event.StoreRead;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.checkers.history.Event.Unknown;
import rtmlab.checkers.history.Event.Via;

/**
 * Collects the events of a run in the order in which it is told of them; many threads may tell it.
 *
 * <p>Record a request before it goes out, and an answer after it has come in: then the history never claims an order
 * that did not exist.
 */
public final class HistoryRecorder implements AutoCloseable {
    private final LongSupplier micros;
    private final @Nullable Writer file;
    private final List<Event> events = new ArrayList<>();

    /** Stamps events with this clock, which counts microseconds since the run began. */
    public HistoryRecorder(LongSupplier micros) {
        this.micros = micros;
        this.file = null;
    }

    /** Writes each event to a new file of JSON lines as it comes, so that a killed run leaves its history. */
    public HistoryRecorder(LongSupplier micros, Path jsonLines) throws IOException {
        this.micros = micros;
        this.file = Files.newBufferedWriter(jsonLines);
        file.write(JsonLines.HEADER + "\n");
        file.flush();
    }

    public void submitted(String member, String channel, String id, String text, int attempt) {
        add(at -> new Submitted(at, member, channel, id, text, attempt));
    }

    public void acknowledged(String member, String channel, String id, String ts) {
        add(at -> new Acknowledged(at, member, channel, id, ts));
    }

    public void refused(String member, String channel, String id, String error) {
        add(at -> new Refused(at, member, channel, id, error));
    }

    public void unknown(String member, String channel, String id, String reason) {
        add(at -> new Unknown(at, member, channel, id, reason));
    }

    public void saw(String member, String channel, String id, String ts, String sender, String text, Via via) {
        add(at -> new Saw(at, member, channel, id, ts, sender, text, via));
    }

    public void joined(String member, String channel) {
        add(at -> new Joined(at, member, channel));
    }

    public void left(String member, String channel) {
        add(at -> new Left(at, member, channel));
    }

    public void connected(String member) {
        add(at -> new Connected(at, member));
    }

    public void disconnected(String member, String reason) {
        add(at -> new Disconnected(at, member, reason));
    }

    public void reading(String member, String channel, String read) {
        add(at -> new Reading(at, member, channel, read));
    }

    public void read(String member, String channel, String read, List<String> ids) {
        add(at -> new Read(at, member, channel, read, ids));
    }

    public void snapshot(String member, String channel, List<String> ids) {
        add(at -> new Snapshot(at, member, channel, ids));
    }

    public void fault(Fault.Kind kind, String node, String step, boolean hit) {
        add(at -> new Fault(at, kind, node, step, hit));
    }

    public void faultsEnded(long withinMicros) {
        add(at -> new FaultsEnded(at, withinMicros));
    }

    public void quiet() {
        add(Quiet::new);
    }

    public void stored(String channel, String id, String ts, String sender, String text) {
        add(at -> new Stored(at, channel, id, ts, sender, text));
    }

    public void storeRead(String channel, int count) {
        add(at -> new StoreRead(at, channel, count));
    }

    /** Adds the event that this makes of the present moment. */
    public synchronized void add(LongFunction<? extends Event> eventAt) {
        var event = eventAt.apply(micros.getAsLong());
        events.add(event);
        if (file != null) {
            try {
                file.write(JsonLines.line(event) + "\n");
                file.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Answers what has been recorded so far; throws {@link MalformedHistory} if that is no possible recording. */
    public History history() {
        List<Event> soFar;
        synchronized (this) {
            soFar = List.copyOf(events);
        }
        return new History(soFar);
    }

    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
