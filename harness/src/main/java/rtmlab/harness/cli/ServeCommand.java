package rtmlab.harness.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.harness.page.PageServer;

/** {@code ./rtm serve}: the page on which a click crashes a node, until Ctrl-C. */
@Command(
        name = "serve",
        description = "Serves a page on which a click crashes a node: the run is simulated anew, and drawn.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 130 after Ctrl-C, 2 bad usage, 3 the port is taken."})
public final class ServeCommand implements Callable<Integer> {

    @Option(names = "--port", description = "where to serve; 0 for any free port (default: ${DEFAULT-VALUE})")
    private int port = 7411;

    @Option(names = "--json", description = "say where the page is as one line of JSON")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new UsageError("--port is 0 to 65535, not " + port);
        }
        var out = spec.commandLine().getOut();
        try (var page = PageServer.start(port, Architectures.all())) {
            out.println(
                    json
                            ? "{\"url\":\"" + page.url() + "\"}"
                            : "Open " + page.url() + " in a browser. Click on a node's line, and it crashes there.");
            out.flush();
            if (!json) {
                out.println("Ctrl-C ends it.");
                out.flush();
            }
            new CountDownLatch(1).await();
        }
        return ExitStatus.AS_DOCUMENTED;
    }
}
