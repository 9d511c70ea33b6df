package rtmlab.backends.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.runtime.AddressBook;
import rtmlab.backends.runtime.NodeSecret;
import rtmlab.backends.runtime.Steps;
import rtmlab.backends.wire.WireFormat;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.port.Http;

/** Requests and answers over real HTTP, in Slack's wire format. */
public final class HttpPort implements Http, AutoCloseable {

    private final Steps steps;
    private final HttpSettings settings;
    private final Runnable listening;
    private final Caller caller;
    private final Handlers handlers;
    private @Nullable Server server;

    /**
     * The HTTP port of one node.
     *
     * @param listening told when the node has begun to listen
     */
    public HttpPort(
            Steps steps,
            AddressBook addresses,
            NodeSecret secret,
            WireFormat wire,
            HttpSettings settings,
            Runnable listening) {
        this.steps = steps;
        this.settings = settings;
        this.listening = listening;
        this.caller = new Caller(addresses, secret, wire, settings.timeout());
        this.handlers = new Handlers(steps, secret, wire, new RateLimiter(settings.limits(), System::nanoTime));
    }

    @Override
    public <Q extends Record, A extends Record> A call(NodeName to, Endpoint<Q, A> endpoint, Q request) {
        var step = "http " + endpoint.method() + " " + to.role() + " " + endpoint.path();
        return steps.waiting(
                step,
                () -> steps.disturbances().around(to, settings.timeout(), () -> caller.call(to, endpoint, request)));
    }

    @Override
    public <Q extends Record, A extends Record> void serve(Endpoint<Q, A> endpoint, Function<Q, A> handler) {
        steps.monitor().requireAlive();
        handlers.add(endpoint, handler);
        listen();
    }

    /** The node's start is over: what it does not serve by now, it will not serve. */
    public void started() {
        handlers.allAdded();
    }

    /** Where it answers; 0 while it does not. */
    public synchronized int port() {
        return server == null ? 0 : server.port();
    }

    /** Whether every answer that a handler gave has been handed to the network. */
    public boolean isFlushed() {
        return handlers.isFlushed();
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.close();
        }
    }

    private synchronized void listen() {
        if (server == null) {
            server = Server.start(settings.port(), settings.slowestRequest(), handlers);
            listening.run();
        }
    }
}
