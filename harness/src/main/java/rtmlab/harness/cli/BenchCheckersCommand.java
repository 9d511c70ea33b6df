package rtmlab.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.benchmarks.CheckersRun;
import rtmlab.benchmarks.CheckersRun.Measured;
import rtmlab.benchmarks.Row;

/** {@code ./rtm bench checkers}: how fast histories are read and judged, beside the best peers and the goals. */
@Command(
        name = "checkers",
        description = "Measures how fast histories are read and judged, beside the best peers and the goals.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 all verdicts right, 1 one is not, 2 wrong usage, 3 the environment."})
public final class BenchCheckersCommand implements Callable<Integer> {

    @Option(
            names = "--rows",
            paramLabel = "ROW,…",
            split = ",",
            description =
                    "measure these rows alone: etcd, etcd-process, kv-ok, kv-bad, log-2k, log-10k, log-1m, streams, "
                            + "broadcast-100k, broadcast-1m, broadcast-10m, parse-edn, parse-jsonl")
    private List<String> rows = List.of();

    @Option(
            names = "--histories",
            paramLabel = "DIR",
            description =
                    "measure real histories where the folder has some for a row: its MANIFEST.tsv tells file, model, "
                            + "initial value and verdict of each (otherwise histories are generated, the same every time)")
    private @Nullable Path histories;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Mixin
    private OutFolder outFolder = new OutFolder();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var chosen = chosen();
        if (histories != null && !Files.isRegularFile(histories.resolve("MANIFEST.tsv"))) {
            throw new UsageError("there is no " + histories.resolve("MANIFEST.tsv")
                    + ": --histories wants a folder with a manifest of its files");
        }
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        var measured = new ArrayList<Measured>();
        try (var progress = Progress.of("bench checkers", "rows", chosen.size(), err)) {
            var run = new CheckersRun(
                    histories,
                    Files.createDirectories(outFolder.forRunOf("bench")),
                    checkCommand(),
                    row -> progress.say("rtm: measuring " + row + " …"));
            var table = new BenchTable(out);
            if (!json) {
                table.head();
            }
            for (var row : chosen) {
                var one = run.measure(row);
                measured.add(one);
                progress.reach(measured.size(), "");
                if (!json) {
                    table.line(one);
                }
            }
            if (json) {
                out.println(BenchJson.of(measured));
            } else {
                table.foot();
            }
        } catch (IOException e) {
            throw new LaunchFailure("the benchmark cannot be run: " + e.getMessage());
        }
        out.flush();
        return complain(measured, err) ? ExitStatus.NOT_AS_DOCUMENTED : ExitStatus.AS_DOCUMENTED;
    }

    private List<Row> chosen() {
        if (rows.isEmpty()) {
            return List.of(Row.values());
        }
        return rows.stream()
                .map(id -> Row.named(id)
                        .orElseThrow(() -> new UsageError(
                                "there is no row \"" + id + "\": there are " + String.join(", ", Row.ids()))))
                .toList();
    }

    private static boolean complain(List<Measured> measured, PrintWriter err) {
        boolean wrong = false;
        for (var one : measured) {
            if (!one.wrong().isEmpty()) {
                err.println("rtm: WRONG VERDICT in " + one.row().id() + ": " + one.wrong());
                wrong = true;
            }
        }
        return wrong;
    }

    /** As {@code ./rtm check} is started, with the same options and the cache of classes, but without the launcher's shell. */
    private static List<String> checkCommand() {
        var home = System.getProperty("rtmlab.home", ".");
        var cache = Path.of(home, "harness", "target", "rtm-check.aot");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx2g",
                "-XX:TieredStopAtLevel=1"));
        if (Files.isRegularFile(cache)) {
            command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:disable"));
        }
        command.addAll(List.of(
                "--add-exports",
                "java.base/jdk.internal.vm=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Drtmlab.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                "rtmlab.harness.Main",
                "check",
                "--model",
                "cas-register"));
        return command;
    }
}
