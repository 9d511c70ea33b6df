package rtmlab.backends.http;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rtmlab.backends.runtime.LocalPort;
import rtmlab.backends.wire.WireAnswer;
import rtmlab.backends.wire.WireRequest;

/** Javalin, on a port of this machine alone, with a virtual thread for each request. */
final class Server implements AutoCloseable {

    private static final int MAX_PLATFORM_THREADS = 8;

    /** How long clients keep an idle connection. */
    static final Duration CLIENTS_KEEP_IDLE = Duration.ofSeconds(30);

    // Longer than clients do: whoever sends into one that the server closes this moment cannot know whether the
    // request was read.
    private static final Duration IDLE_TIMEOUT = CLIENTS_KEEP_IDLE.multipliedBy(2);

    private static final Executor HANDLING = Executors.newVirtualThreadPerTaskExecutor();

    /** More than this is not even read to be dropped. */
    private static final long MAX_DROPPED_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final Javalin javalin;
    private final int port;

    private Server(Javalin javalin, int port) {
        this.javalin = javalin;
        this.port = port;
    }

    /**
     * Starts to answer.
     *
     * @param preferredPort 0 for any free port, which is also what is taken when this one is not free
     * @param slowestRequest how long a request may take from its first byte to its last
     */
    static Server start(int preferredPort, Duration slowestRequest, Handlers handlers) {
        var listening = LocalPort.listen(preferredPort);
        return new Server(
                javalin(listening, slowestRequest, handlers).start(),
                listening.socket().getLocalPort());
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static Javalin javalin(ServerSocketChannel listening, Duration slowestRequest, Handlers handlers) {
        return Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.concurrency.useVirtualThreads = true;
            config.jetty.threadPool = threadPool();
            config.jetty.addConnector((jetty, http) -> {
                http.setSendServerVersion(false);
                http.setSendDateHeader(false);
                var connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
                connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
                connector.addBean(new SlowRequests(connector, slowestRequest));
                try {
                    connector.open(listening);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return connector;
            });
            for (var method : HandlerType.commonHttp()) {
                config.routes.addHttpHandler(method, "/*", context -> handle(context, handlers));
            }
        });
    }

    /** Platform threads for the selector and the acceptor, virtual ones for all that may wait. */
    private static QueuedThreadPool threadPool() {
        var pool = new QueuedThreadPool(MAX_PLATFORM_THREADS, 2);
        pool.setReservedThreads(0);
        pool.setVirtualThreadsExecutor(HANDLING);
        pool.setDaemon(true);
        pool.setName("http");
        return pool;
    }

    private static void handle(Context context, Handlers handlers) throws IOException {
        var exchange = new Exchange(context);
        var announced = context.req().getContentLengthLong();
        if (announced > WireRequest.MAX_BODY_BYTES) {
            // A connection that is closed with bytes unread takes the refusal along: what is not much is read and
            // dropped.
            if (announced > MAX_DROPPED_BYTES || !drop(context, announced)) {
                context.res().setHeader("Connection", "close");
            }
            exchange.send(WireAnswer.refusal(
                    "request_too_large", "a request holds at most " + WireRequest.MAX_BODY_BYTES + " bytes"));
            return;
        }
        byte[] body;
        try {
            // One byte more than may be is enough to know that it is too much.
            body = context.req().getInputStream().readNBytes(WireRequest.MAX_BODY_BYTES + 1);
        } catch (IOException | HttpException.RuntimeException _) {
            exchange.send(WireAnswer.refusal(
                    "request_timeout", "the body is cut off, comes too slowly, or is not in chunks as HTTP has them"));
            return;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            exchange.send(WireAnswer.refusal("invalid_charset", "the content type names a charset that there is not"));
            return;
        }
        var request = new WireRequest(
                context.queryString(),
                context.req().getHeader("Content-Type"),
                context.req().getHeader("Authorization"),
                body);
        handlers.handle(context.method().name(), context.path(), request, exchange);
    }

    /** Whether all of it came. */
    private static boolean drop(Context context, long bytes) {
        try {
            context.req().getInputStream().skipNBytes(bytes);
            return true;
        } catch (IOException | HttpException.RuntimeException _) {
            return false;
        }
    }

    private record Exchange(Context context) implements Handlers.Connection {

        /** {@code slack-api-client/…} for Java, {@code @slack:web-api/…} for Node, {@code … slackclient/…} for Python. */
        private boolean isSlackSdk() {
            var agent = context.userAgent();
            return agent != null && agent.toLowerCase(Locale.ROOT).contains("slack");
        }

        /** Not through Javalin's own result, which goes out after the handler: a crash after the answer needs it out. */
        @Override
        public void send(WireAnswer answer) {
            var response = context.res();
            var status = isSlackSdk() ? answer.statusForSlackSdk() : answer.status();
            response.setStatus(status);
            response.setContentType("application/json; charset=utf-8");
            response.setContentLength(answer.body().length);
            if (status == 401) {
                // HTTP demands it of a 401, and some clients take it for broken without.
                response.setHeader("WWW-Authenticate", "Bearer");
            }
            if (answer.status() == 429 || answer.status() == 503) {
                response.setHeader("Retry-After", Long.toString(answer.retryAfterSeconds()));
            }
            try {
                var out = response.getOutputStream();
                out.write(answer.body());
                out.flush();
            } catch (IOException e) {
                LOG.debug("the answer found nobody to read it", e);
            }
        }

        @Override
        public void drop() {
            var request = ServletContextRequest.getServletContextRequest(context.req());
            request.getConnectionMetaData().getConnection().getEndPoint().close();
        }
    }
}
