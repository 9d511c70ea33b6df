package rtmlab.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnReader;
import rtmlab.checkers.edn.MalformedEdn;
import rtmlab.checkers.history.JepsenHistory;
import rtmlab.checkers.history.JepsenOperations;
import rtmlab.checkers.history.JsonLines;
import rtmlab.checkers.history.JsonOperations;
import rtmlab.checkers.history.MalformedHistory;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.linearizability.Judgement;
import rtmlab.checkers.linearizability.Limits;
import rtmlab.checkers.linearizability.Linearizability;
import rtmlab.checkers.linearizability.LinearizableLog;
import rtmlab.checkers.model.CasRegister;
import rtmlab.checkers.model.KeyValue;
import rtmlab.checkers.model.Queue;
import rtmlab.checkers.model.Register;
import rtmlab.checkers.model.SetOfValues;
import rtmlab.checkers.page.WitnessPage;
import rtmlab.checkers.promise.Judge;
import rtmlab.checkers.promise.Report;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Undecided;

/** {@code ./rtm check FILE}: judges a recorded history. */
@Command(
        name = "check",
        description = "Judges a recorded history: which promises did the system keep?",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 all kept, 1 not so, 2 the file cannot be read as a history."})
public final class CheckCommand implements Callable<Integer> {
    private static final String BROADCAST = "broadcast";
    private static final List<String> MODELS =
            List.of("register", "cas-register", "key-value", "set", "queue", "log", BROADCAST);

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "a history: JSON lines (.jsonl) or Jepsen's EDN (.edn); of several, each is judged alone")
    private List<Path> files = List.of();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "what to judge it by: register, cas-register, key-value, set, queue, log or broadcast (the default)")
    private String model = BROADCAST;

    @Option(
            names = "--initial",
            paramLabel = "VALUE",
            description = "what the object holds at first, in EDN: nil for the registers, \"\" for a key, if not given")
    private @Nullable String initial;

    @Option(
            names = "--give-up-after",
            paramLabel = "SECONDS",
            description =
                    "how long to search before the verdict is undecided (${DEFAULT-VALUE}; broadcast is never searched, and of"
                            + " logs only one with a value appended twice and an offset that nobody knows below a known one)")
    private int giveUpAfterSeconds = 60;

    @Option(
            names = "--page",
            paramLabel = "PAGE.html",
            description = "draw the verdict on one file, and what it rests on")
    private @Nullable Path page;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!MODELS.contains(model)) {
            throw new UsageError("there is no model \"" + model + "\": there are " + String.join(", ", MODELS));
        }
        if (giveUpAfterSeconds < 0) {
            throw new UsageError("a search cannot be given up after " + giveUpAfterSeconds + " seconds");
        }
        if (initial != null && model.equals(BROADCAST)) {
            throw new UsageError("a broadcast has no initial value: leave --initial out, or name another --model");
        }
        if (page != null && files.size() > 1) {
            throw new UsageError("a page shows one history, not " + files.size() + ": check them one at a time");
        }
        var out = spec.commandLine().getOut();
        var reports = new LinkedHashMap<Path, Report>();
        try (var interruption = Interruption.watch()) {
            for (var file : files) {
                try {
                    var report = model.equals(BROADCAST) ? broadcast(file) : linearizable(file, interruption);
                    reports.put(file, report);
                    if (!json) {
                        print(file, report, out);
                    }
                } catch (UsageError unreadable) {
                    // What came before is answered, too, and the whole is not taken for kept.
                    if (!reports.isEmpty()) {
                        var why = new Undecided(String.valueOf(unreadable.getMessage()));
                        reports.put(file, new Report(Map.of("history", why), 0, 0));
                    }
                    throw unreadable;
                }
            }
        } finally {
            if (json && !reports.isEmpty()) {
                out.println(ReportsJson.of(reports));
            }
            out.flush();
        }
        boolean kept =
                reports.values().stream().allMatch(report -> report.verdict().equals("kept"));
        return kept ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private void print(Path file, Report report, PrintWriter out) {
        report.verdicts().forEach((promise, verdict) -> {
            var line = Columns.of(promise, 20) + Columns.of(verdict.word(), 9) + verdict.explanation();
            out.println(files.size() == 1 ? line : file + "  " + line);
        });
    }

    /** Judges events as they are read, so that a history may be larger than memory. */
    private Report broadcast(Path file) {
        var began = System.nanoTime();
        var judge = new Judge();
        read(file, () -> {
            if (file.toString().endsWith(".edn")) {
                JepsenHistory.read(file, judge::accept);
            } else {
                JsonLines.read(file, judge::accept);
            }
            return judge;
        });
        var report = report(judge.verdicts(), judge.operations(), began);
        if (page != null) {
            var history = read(file, () -> isJson(file) ? JsonLines.read(file) : JepsenHistory.read(file));
            draw(page, WitnessPage.of(history, report.verdicts()));
        }
        return report;
    }

    private Report linearizable(Path file, Interruption interruption) {
        var began = System.nanoTime();
        var operations = read(file, () -> isJson(file) ? JsonOperations.read(file) : JepsenOperations.read(file));
        try {
            var promise = model.equals("log") ? "linearizable-log" : "linearizable";
            var limits = Limits.within(Duration.ofSeconds(giveUpAfterSeconds)).orWhen(interruption::happened);
            var judgement = judge(operations, limits);
            if (page != null) {
                var nemesis =
                        read(file, () -> isJson(file) ? JsonOperations.nemesis(file) : JepsenOperations.nemesis(file));
                draw(page, WitnessPage.of(operations, nemesis, judgement));
            }
            return report(Map.of(promise, judgement.verdict()), operations.size(), began);
        } catch (IllegalArgumentException misfit) {
            throw new UsageError(file + " is not a history of a " + model + ": " + misfit.getMessage());
        }
    }

    private static void draw(Path page, String html) {
        try {
            Files.writeString(page, html);
        } catch (IOException e) {
            throw new UsageError("the page " + page + " cannot be written: name a file in a folder that is there");
        }
    }

    private static boolean isJson(Path file) {
        return file.toString().endsWith(".jsonl") || file.toString().endsWith(".json");
    }

    private Judgement judge(List<Operation> operations, Limits limits) {
        if (!List.of("register", "cas-register", "key-value").contains(model)) {
            requireEmpty();
        }
        return switch (model) {
            case "register" -> Linearizability.check(operations, new Register(initialOr(Edn.nil())), limits);
            case "cas-register" ->
                Linearizability.check(operations, CasRegister.of(initialOr(Edn.nil()), operations), limits);
            case "key-value" -> Linearizability.check(operations, new KeyValue(initialOr(Edn.of(""))), limits);
            case "set" -> Linearizability.check(operations, new SetOfValues(), limits);
            case "queue" -> Linearizability.check(operations, new Queue(), limits);
            case "log" -> LinearizableLog.check(operations, limits);
            default -> throw new IllegalStateException("nothing judges by the model " + model);
        };
    }

    private Edn initialOr(Edn otherwise) {
        if (initial == null) {
            return otherwise;
        }
        try {
            var reader = new EdnReader(new StringReader(initial));
            var value = reader.next();
            if (value != null && reader.next() != null) {
                throw new UsageError("the initial value is one value, but " + initial + " holds several");
            }
            if (value != null) {
                return value;
            }
        } catch (MalformedEdn | IOException malformed) {
            throw new UsageError("the initial value " + initial + " is no EDN: " + malformed.getMessage());
        }
        // Shells take the quotation marks off an empty text, which is what a key may hold.
        if (model.equals("key-value")) {
            return Edn.of("");
        }
        throw new UsageError("the initial value is empty: leave --initial out, or give a value, such as nil or 0");
    }

    private void requireEmpty() {
        var empty = Set.of(new Edn.VectorOf(List.of()), new Edn.SetOf(Set.of()));
        if (initial != null && !empty.contains(initialOr(Edn.nil()))) {
            throw new UsageError("a " + model + " is empty at first, it cannot hold " + initial);
        }
    }

    private static Report report(Map<String, Verdict> verdicts, long operations, long began) {
        var elapsed = Duration.ofNanos(System.nanoTime() - began);
        return new Report(verdicts, operations, elapsed.toMillis());
    }

    private interface Notation<T> {
        T read() throws IOException;
    }

    private static <T> T read(Path file, Notation<T> notation) {
        if (!Files.isRegularFile(file)) {
            throw new UsageError("there is no file " + file + ": give a history's path, such as out/…/history.jsonl");
        }
        try {
            return notation.read();
        } catch (MalformedHistory malformed) {
            throw new UsageError(file + " is not a history that could have been recorded: " + malformed.getMessage());
        } catch (IOException e) {
            throw new UsageError(file + " cannot be read: " + e.getMessage());
        }
    }
}
