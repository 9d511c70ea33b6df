package rtmlab.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.harness.notebook.Jupyter;
import rtmlab.harness.notebook.Kernel;
import rtmlab.harness.notebook.Notebook;

/** {@code ./rtm notebooks}: opens the notebooks in Jupyter, or executes them and says whether they still say the same. */
@Command(
        name = "notebooks",
        description = "Opens the notebooks in Jupyter, in Java, with the project at hand.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Nothing is installed: the kernel is fetched into notebooks/target, and Jupyter is told where it is.",
            "Exit status: 0 the notebooks say what they said, 1 one does not, 2 bad usage, 3 there is no Jupyter."
        })
public final class NotebooksCommand implements Callable<Integer> {

    private static final Path HOME = Path.of(System.getProperty("rtmlab.home", ""));
    private static final Path FOLDER = HOME.resolve("notebooks");

    @ArgGroup
    private How how = new How();

    /** What to do instead of opening them. */
    static final class How {
        @Option(names = "--check", description = "execute them without a page, and compare what they print and draw")
        private boolean check;

        @Option(names = "--save", description = "execute them without a page, and keep their outputs")
        private boolean save;
    }

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "with --check or --save: these alone (default: all in notebooks/)")
    private List<Path> files = List.of();

    @Mixin
    private OutFolder out = new OutFolder();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var headless = how.check || how.save;
        if (!headless && !files.isEmpty()) {
            throw new UsageError("files are named with --check or --save; without them all notebooks are opened");
        }
        var notebooks = headless ? chosen() : List.<Path>of();
        var program = Jupyter.onPath(System.getenv().getOrDefault("PATH", ""))
                .orElseThrow(() -> missing("there is no jupyter on the PATH"));
        var needed = headless ? "nbconvert" : "notebook";
        if (!Jupyter.has(program, needed)) {
            throw missing(program + " has no " + needed);
        }
        var err = spec.commandLine().getErr();
        var run = out.forRunOf("notebooks");
        var jupyter = new Jupyter(program, Kernel.write(run.resolve("jupyter"), kernelJar(err)));
        return headless ? execute(notebooks, jupyter, run, err) : jupyter.open(FOLDER);
    }

    private static LaunchFailure missing(String what) {
        return new LaunchFailure(
                what + ": on Debian and Ubuntu \"apt-get install jupyter-notebook jupyter-nbconvert\", "
                        + "elsewhere \"pip install notebook nbconvert\" brings it");
    }

    private List<Path> chosen() throws IOException {
        for (var file : files) {
            if (!Files.isRegularFile(file)) {
                throw new UsageError("there is no notebook " + file);
            }
        }
        if (!files.isEmpty()) {
            return files;
        }
        try (var all = Files.list(FOLDER)) {
            return all.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
    }

    private int execute(List<Path> notebooks, Jupyter jupyter, Path run, PrintWriter err)
            throws IOException, InterruptedException {
        var results = spec.commandLine().getOut();
        var differing = new ArrayList<String>();
        for (var file : notebooks) {
            err.println("rtm: executing " + file.getFileName() + " …");
            var executed = run.resolve(file.getFileName().toString());
            var failure = jupyter.execute(file, executed).orElse(null);
            var differences = failure != null ? List.of(failure) : differences(file, executed);
            if (differences.isEmpty()) {
                results.println(file.getFileName() + (how.save ? ": executed" : ": says what it said"));
                if (how.save) {
                    Files.copy(executed, file, StandardCopyOption.REPLACE_EXISTING);
                }
            } else {
                differing.add(file.getFileName().toString());
                results.println(file.getFileName() + (how.save ? " failed:" : " differs:"));
                differences.forEach(difference -> results.println("  " + difference));
            }
        }
        results.println(notebooks.size() - differing.size() + " passed, " + differing.size() + " failed");
        return differing.isEmpty() && !notebooks.isEmpty() ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private List<String> differences(Path file, Path executed) throws IOException {
        var anew = Notebook.read(executed);
        return how.save ? anew.differences(anew) : Notebook.read(file).differences(anew);
    }

    private static Path kernelJar(PrintWriter err) throws IOException, InterruptedException {
        var jar = FOLDER.resolve("target").resolve("kernel.jar").toAbsolutePath();
        if (Files.exists(jar)) {
            return jar;
        }
        err.println("rtm: fetching the notebooks' kernel …");
        var maven = HOME.resolve(System.getProperty("os.name").startsWith("Windows") ? "mvnw.cmd" : "mvnw");
        var fetching = new ProcessBuilder(
                        maven.toAbsolutePath().toString(),
                        "-B",
                        "-ntp",
                        "-q",
                        "-f",
                        FOLDER.resolve("pom.xml").toString(),
                        "initialize")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.PIPE);
        fetching.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = fetching.start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !Files.exists(jar)) {
            throw new LaunchFailure(
                    "the notebooks' kernel could not be fetched from Maven Central: " + firstError(said));
        }
        return jar;
    }

    private static @Nullable String firstError(String said) {
        return said.lines()
                .filter(line -> line.startsWith("[ERROR]"))
                .findFirst()
                .orElse(said.strip());
    }
}
