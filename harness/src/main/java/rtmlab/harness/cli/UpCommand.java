package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.backends.http.RateLimits;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.backends.launch.ServerGroup;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.page.ChatServer;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.shared.UntilDone;

/** {@code ./rtm up ARCHITECTURE}: starts it, creates a small team, and serves until it is told to stop. */
@Command(
        name = "up",
        description = "Starts an architecture on real servers with a small team, and serves until Ctrl-C.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "With RTM_RATE_LIMITS=slack in its environment, or a list such as users.list=20,chat.postMessage=60, clients",
            "that call too often in a minute are answered with 429 and Retry-After.",
            "",
            "Exit status: 130 after Ctrl-C, 2 no such architecture, 3 a server would not start or has died."
        })
public final class UpCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "ARCHITECTURE", description = "initial or updated")
    private String name = "";

    @Option(names = "--json", description = "say where everything is as one line of JSON")
    private boolean json;

    @Option(names = "--port", description = "the first web app's HTTP port (default: a free one)")
    private int port;

    @Option(names = "--page-port", description = "where the chat page is (default: a free port)")
    private int pagePort;

    @Mixin
    private Spread spread = new Spread();

    @Mixin
    private Switches switches = new Switches();

    @Mixin
    private ServerChoice choice = new ServerChoice();

    @Mixin
    private OutFolder out = new OutFolder();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var architecture = Architectures.named(name);
        if (port < 0 || port > 65_535) {
            throw new UsageError("a port is a number from 1 to 65535, not " + port);
        }
        choice.requireSense();
        requireReadable(System.getenv(RateLimits.VARIABLE));
        requireFree(port);
        var regions = spread.of(architecture);
        var mechanisms = switches.of(architecture);
        var folder = out.forRunOf("up-" + name);
        var err = spec.commandLine().getErr();
        err.println(choice.announcement() + ", and "
                + architecture.topology().nodes().size() + " nodes, with "
                + (mechanisms.names().isEmpty() ? "no mechanism on" : mechanisms) + " …");
        err.flush();
        try (var servers = choice.start(folder.resolve("servers"), out.cache(), err);
                var world = new RealWorld(
                        architecture,
                        mechanisms,
                        regions,
                        servers.addresses(),
                        folder,
                        out.cache(),
                        port == 0 ? Map.of() : Map.of(new NodeName("web-app-1"), port),
                        Map.of())) {
            Watch.over(servers, err);
            Watch.tell(world.deployment(), err);
            err.printf("All processes are up %.1f s after the command.%n", sinceStart());
            err.flush();
            var team = Team.ofThree(1);
            world.probe().run(() -> team.enterInto(world.probe().directory()));
            firstPost(world, team);
            err.printf("Ready: the first post was answered %.1f s after the command.%n", sinceStart());
            var secret = folder.resolve("node-secret");
            world.deployment().secret().writeTo(secret);
            try (var chat = ChatServer.start(pagePort, world, servers.all(), team)) {
                // Ctrl-C ends this process without ever coming back here.
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(chat, world, servers), "end"));
                say(world, team, chat.url(), secret);
                new CountDownLatch(1).await();
            }
        }
        return ExitStatus.AS_DOCUMENTED;
    }

    /** Quietly and in order, so that nobody takes for a failure what was asked for. */
    private static void end(ChatServer chat, RealWorld world, ServerGroup servers) {
        chat.close();
        world.close();
        servers.close();
    }

    /** The nodes read it, too; but they could not say as clearly what is wrong with it. */
    private static void requireReadable(@Nullable String rateLimits) {
        try {
            RateLimits.parse(rateLimits);
        } catch (IllegalArgumentException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        }
    }

    /** A node would rather serve on another port than not at all; a user who asked for this one would not. */
    private static void requireFree(int port) {
        try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            probe.setReuseAddress(true);
        } catch (IOException e) {
            throw new LaunchFailure(
                    "port " + port + " is taken, so the web app cannot serve there: free it, or leave --port away", e);
        }
    }

    /** Proves that a message goes through before anybody is told that it would. */
    private static void firstPost(RealWorld world, Team team) {
        var channel = team.channels().getFirst();
        var alice = team.member("alice");
        var request = new WebApi.PostMessage(alice.token(), channel.id(), "hello, world", new ClientMessageId("first"));
        var webApp = new NodeName("web-app-1");
        // A cold JVM may take longer than a call's patience: with the same id, asking again is safe.
        var untilDone = new UntilDone(world.probe().clock());
        world.probe().run(() -> untilDone.run(() -> world.probe().http().call(webApp, WebApi.POST_MESSAGE, request)));
    }

    private static double sinceStart() {
        var started = ProcessHandle.current().info().startInstant().orElse(Instant.now());
        return Duration.between(started, Instant.now()).toMillis() / 1_000.0;
    }

    private void say(RealWorld world, Team team, String pageUrl, Path secret) {
        var apiUrl =
                world.deployment().addresses().get(new NodeName("web-app-1")).http() + "/api/";
        var results = spec.commandLine().getOut();
        if (json) {
            results.println(asJson(apiUrl, pageUrl, team, secret));
        } else {
            results.println("Page     " + pageUrl + "  a chat, with buttons that kill real processes");
            asText(apiUrl, team, results);
            results.println("Nodes alone may ask for /internal/…, with the secret in " + secret);
            results.println("Ctrl-C ends it all.");
        }
        results.flush();
    }

    private static String asJson(String apiUrl, String pageUrl, Team team, Path secret) {
        var root = JSON.createObjectNode();
        root.put("apiUrl", apiUrl);
        root.put("pageUrl", pageUrl);
        root.put("nodeSecretFile", secret.toString());
        var members = root.putArray("members");
        for (var member : team.members()) {
            members.addObject()
                    .put("name", member.name())
                    .put("id", member.user().id().value())
                    .put("token", member.token().value());
        }
        var channels = root.putArray("channels");
        for (var channel : team.channels()) {
            channels.addObject()
                    .put("name", channel.name())
                    .put("id", channel.id().value());
        }
        return root.toString();
    }

    private static void asText(String apiUrl, Team team, PrintWriter results) {
        var channel = team.channels().getFirst();
        results.println("API      " + apiUrl);
        for (var member : team.members()) {
            results.printf(
                    "member   %-6s  id %-5s  token %s%n",
                    member.name(), member.user().id(), member.token());
        }
        results.printf("channel  #%s  id %s%n%n", channel.name(), channel.id());
        var token = team.members().getFirst().token();
        results.println("Try, in another terminal:");
        results.printf(
                "  curl -s -H 'Authorization: Bearer %s' -d channel=%s -d text=hello %schat.postMessage%n",
                token, channel.id(), apiUrl);
        results.printf(
                "  curl -s -H 'Authorization: Bearer %s' -d channel=%s %sconversations.history%n",
                token, channel.id(), apiUrl);
    }
}
