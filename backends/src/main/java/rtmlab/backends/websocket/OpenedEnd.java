package rtmlab.backends.websocket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.runtime.Steps;
import rtmlab.backends.runtime.Tasks;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;

/** The end of a WebSocket that calls. */
final class OpenedEnd extends SocketEnd {

    private final CompletableFuture<@Nullable CallFailed> outcome = new CompletableFuture<>();

    OpenedEnd(String name, NodeName called, Connection connection, Steps steps, Tasks tasks, Encoder encoder) {
        super(name, called, connection, steps, tasks, encoder);
    }

    /** Returns once the other side has agreed. */
    void awaitOpen(long nanos) throws InterruptedException {
        CallFailed failure;
        try {
            failure = outcome.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            failure = new MaybeDone("no answer to the handshake in time");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome never fails", e);
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void asked(SocketUrl url, @Nullable String authorization) {
        throw new IllegalArgumentException("this is a client");
    }

    @Override
    public void opened() {
        outcome.complete(null);
    }

    @Override
    public void closed(int code, String reason) {
        // The engine's word for an answer other than "101 Switching Protocols": the server refused.
        outcome.complete(
                code == CloseFrame.PROTOCOL_ERROR
                        ? new NotDone("the WebSocket was refused: " + reason)
                        : new MaybeDone("the connection broke during the handshake: " + reason));
        super.closed(code, reason);
    }
}
