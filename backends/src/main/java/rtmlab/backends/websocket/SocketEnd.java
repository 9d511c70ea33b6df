package rtmlab.backends.websocket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rtmlab.backends.runtime.DelayLine;
import rtmlab.backends.runtime.Serial;
import rtmlab.backends.runtime.Steps;
import rtmlab.backends.runtime.Tasks;
import rtmlab.backends.wire.MalformedFrame;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.RtmError;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.NodeCrash;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;

/** A WebSocket as node code sees it: what comes in is handled in order, one at a time, as a handler of the node. */
abstract class SocketEnd implements Socket, Connection.Events {

    private static final Logger LOG = LoggerFactory.getLogger(SocketEnd.class);

    /** So many frames wait to be handled; whoever sends faster has to wait, by TCP's own means. */
    private static final int MAX_UNHANDLED = 256;

    private final String name;
    private final Steps steps;
    private final Encoder encoder;
    private final Connection connection;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(MAX_UNHANDLED);
    private final Serial handling;

    /** Whom this end has called; none where it was called, since the caller sees to what is wrong on the way. */
    private final @Nullable NodeName called;

    private final DelayLine out;
    private final DelayLine in;
    private volatile boolean handles;

    // Read and written under the monitor alone.
    private @Nullable Handler handler;

    SocketEnd(
            String name, @Nullable NodeName called, Connection connection, Steps steps, Tasks tasks, Encoder encoder) {
        this.called = called;
        this.out = new DelayLine(tasks, name + " sends late");
        this.in = new DelayLine(tasks, name + " hears late");
        this.name = name;
        this.connection = connection;
        this.steps = steps;
        this.encoder = encoder;
        this.handling = new Serial(tasks, name, this::handleAll);
    }

    /** From now on what comes in is handled; what has come by now was kept. */
    final void handle() {
        handles = true;
        handling.ask();
    }

    /** To be called by node code, before the first frame is handled. */
    final void handleWith(Handler handler) {
        this.handler = handler;
    }

    @Override
    public final void send(Frame frame) {
        // The name of a step costs as much as sending: it is made up only when someone compares it.
        steps.instant(
                steps.watching() ? "socket send " + frame.kind() : "",
                () -> transmit(frame),
                // A frame is never lost out of a connection that goes on: what cannot be sent takes it along.
                () -> connection.close(CloseFrame.GOING_AWAY, "a frame could not be sent"));
    }

    private void transmit(Frame frame) {
        if (called == null) {
            encoder.send(frame, connection);
            return;
        }
        var disturbances = steps.disturbances();
        var way = disturbances.way(called);
        if (way.outCut()) {
            disturbances.touch();
            return;
        }
        if (way.delayMillis() > 0) {
            disturbances.touch();
        }
        var text = encoder.codec().write(frame);
        out.pass(way.delayMillis() + disturbances.distanceMillis(called), () -> connection.send(text));
    }

    @Override
    public final void close(String reason) {
        steps.monitor().requireAlive();
        connection.close(CloseFrame.NORMAL, reason);
    }

    @Override
    public final void received(String text) {
        var disturbances = steps.disturbances();
        // Whoever is deaf does not read on either: then the sender has to wait, by TCP's own means.
        disturbances.awaitHearing();
        if (called == null) {
            take(text);
            return;
        }
        var way = disturbances.way(called);
        if (way.inCut()) {
            disturbances.touch();
            return;
        }
        if (way.delayMillis() > 0) {
            disturbances.touch();
        }
        in.pass(way.delayMillis() + disturbances.distanceMillis(called), () -> take(text));
    }

    private void take(String text) {
        try {
            var frame = encoder.codec().read(text);
            room.acquire();
            enqueue(() -> {
                room.release();
                if (handler != null) {
                    handler.received(frame);
                }
            });
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The node ends: nobody handles this any more.
        } catch (MalformedFrame e) {
            LOG.info("{}: refused a frame: {}", name, e.getMessage());
            connection.send(encoder.codec().write(e.refusal()));
        }
    }

    @Override
    public final void receivedBinary() {
        connection.send(encoder.codec().write(new Frame.Refusal(null, RtmError.BAD_FRAME)));
    }

    @Override
    public void closed(int code, String reason) {
        enqueue(() -> {
            if (handler != null) {
                handler.closed(reason);
            }
        });
    }

    /** Has node code do this, after everything that came in before. */
    final void enqueue(Runnable event) {
        inbox.add(event);
        if (handles) {
            handling.ask();
        }
    }

    private void handleAll() {
        for (var event = inbox.poll(); event != null; event = inbox.poll()) {
            var next = event;
            steps.monitor().run(() -> handle(next));
        }
    }

    private void handle(Runnable event) {
        try {
            event.run();
        } catch (CallFailed | SlackError e) {
            LOG.warn("{}: a handler ended with {}", name, e.toString());
            connection.close(CloseFrame.UNEXPECTED_CONDITION, e.toString());
        } catch (NodeCrash e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.error("{}: a handler failed", name, e);
            connection.close(CloseFrame.UNEXPECTED_CONDITION, "fatal_error");
        }
    }
}
