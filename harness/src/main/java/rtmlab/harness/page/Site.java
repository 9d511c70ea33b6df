package rtmlab.harness.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import rtmlab.backends.launch.LaunchFailure;

/** A few files and questions that are answered in JSON, for a browser on this machine alone. */
final class Site implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Javalin javalin;

    private Site(Javalin javalin) {
        this.javalin = javalin;
    }

    /** A site that serves these files, by path. */
    static Plan of(Map<String, String> files) {
        return new Plan(files);
    }

    /** What is to be served. */
    static final class Plan {
        private final Map<String, String> files;
        private final Map<String, Answerer> answerers = new LinkedHashMap<>();

        private record Answerer(HandlerType method, Function<Context, Object> answer) {}

        private Plan(Map<String, String> files) {
            this.files = files;
        }

        /** A question; an {@link IllegalArgumentException} refuses it, in a sentence for the user. */
        Plan answer(HandlerType method, String path, Function<Context, Object> answer) {
            answerers.put(path, new Answerer(method, answer));
            return this;
        }

        /** Serves at this port, 0 for any that is free; throws {@link LaunchFailure} when it is taken. */
        Site start(int port) {
            requireFree(port);
            var javalin = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.startup.showOldJavalinVersionWarning = false;
                config.startup.startupWatcherEnabled = false;
                // The simulator has coroutines of its own: a run wants a platform thread below it.
                config.concurrency.useVirtualThreads = false;
                files.forEach((path, file) ->
                        config.routes.addHttpHandler(HandlerType.GET, path, context -> sendFile(context, file)));
                answerers.forEach((path, answerer) -> config.routes.addHttpHandler(
                        answerer.method(), path, context -> sendAnswer(context, answerer.answer())));
            });
            return new Site(javalin.start(InetAddress.getLoopbackAddress().getHostAddress(), port));
        }
    }

    String url() {
        return "http://127.0.0.1:" + javalin.port() + "/";
    }

    @Override
    public void close() {
        javalin.stop();
    }

    /** Javalin would say the same, but with a stack trace. */
    private static void requireFree(int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw new LaunchFailure("port " + port + " is taken: choose another with --port, or 0 for any", taken);
        }
    }

    /** What the page sent. */
    static <T> T body(Context context, Class<T> type) {
        try {
            return JSON.readValue(context.body(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the request is not what the page sends: " + e.getOriginalMessage(), e);
        }
    }

    private static void sendAnswer(Context context, Function<Context, Object> answer) {
        context.contentType("application/json; charset=utf-8");
        try {
            context.result(JSON.writeValueAsBytes(answer.apply(context)));
        } catch (IllegalArgumentException refused) {
            context.status(400);
            context.result(
                    JSON.createObjectNode().put("error", refused.getMessage()).toString());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sendFile(Context context, String name) throws IOException {
        try (var file = Objects.requireNonNull(Site.class.getResourceAsStream(name), name)) {
            context.contentType(contentType(name) + "; charset=utf-8");
            context.header("Cache-Control", "no-store");
            context.result(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String contentType(String name) {
        return name.endsWith(".css") ? "text/css" : name.endsWith(".js") ? "text/javascript" : "text/html";
    }
}
