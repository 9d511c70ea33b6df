package rtmlab.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.checkers.history.History;
import rtmlab.checkers.history.JepsenHistory;
import rtmlab.checkers.history.JsonLines;
import rtmlab.checkers.history.MalformedHistory;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Report;

/** {@code ./rtm check FILE}: judges a recorded history. */
@Command(
        name = "check",
        description = "Judges a recorded history: which promises did the system keep?",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 all kept, 1 not so, 2 the file cannot be read as a history."})
public final class CheckCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "a history: JSON lines (.jsonl) or Jepsen's EDN (.edn)")
    private Path file = Path.of("");

    @Option(names = "--model", paramLabel = "MODEL", description = "what to judge it by: broadcast (the default)")
    private String model = "broadcast";

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!model.equals("broadcast")) {
            throw new UsageError("there is no model \"" + model + "\": the one there is, is broadcast");
        }
        var began = System.nanoTime();
        var history = read();
        var verdicts = Promises.check(history);
        var elapsed = Duration.ofNanos(System.nanoTime() - began);
        var report = new Report(verdicts, history.operations(), elapsed.toMillis());
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(report.toJson());
        } else {
            verdicts.forEach((promise, verdict) ->
                    out.printf("%-20s  %-9s  %s%n", promise, verdict.word(), verdict.explanation()));
        }
        out.flush();
        return report.verdict().equals("kept") ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private History read() {
        if (!Files.isRegularFile(file)) {
            throw new UsageError("there is no file " + file + ": give a history's path, such as out/…/history.jsonl");
        }
        try {
            return file.toString().endsWith(".edn") ? JepsenHistory.read(file) : JsonLines.read(file);
        } catch (MalformedHistory malformed) {
            throw new UsageError(file + " is not a history that could have been recorded: " + malformed.getMessage());
        } catch (IOException e) {
            throw new UsageError(file + " cannot be read: " + e.getMessage());
        }
    }
}
