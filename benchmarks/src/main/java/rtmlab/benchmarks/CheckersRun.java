package rtmlab.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures the checkers row by row, each phase of a row in a JVM of its own. */
public final class CheckersRun {
    private static final int PROCESS_STARTS = 7;

    private final @Nullable Path histories;
    private final Path scratch;
    private final List<String> checkCommand;
    private final Consumer<String> progress;

    /**
     * @param histories a folder of real histories, or null
     * @param scratch a folder for files that are needed meanwhile
     * @param checkCommand starts a JVM that judges the files whose names are added
     */
    public CheckersRun(@Nullable Path histories, Path scratch, List<String> checkCommand, Consumer<String> progress) {
        this.histories = histories;
        this.scratch = scratch;
        this.checkCommand = checkCommand;
        this.progress = progress;
    }

    /**
     * How long a row took, in milliseconds; NaN where it has no such phase.
     *
     * @param on what it was measured on
     * @param isComparable whether peers and goals are about as much as this
     * @param wrong which verdict is not the expected one; empty if all are
     */
    public record Measured(
            Row row, String on, boolean isComparable, double parseMs, double checkMs, long parsedBytes, String wrong) {
        public double megabytesPerSecond() {
            return parsedBytes / parseMs / 1_000;
        }
    }

    private record Phase(double ms, long bytes, String wrong) {
        static final Phase NONE = new Phase(Double.NaN, 0, "");
    }

    /** Throws IOException with a sentence when a row cannot be measured. */
    public Measured measure(Row row) throws IOException, InterruptedException {
        var materials = new Materials(histories);
        if (row == Row.ETCD_PROCESS) {
            return process(row, materials);
        }
        var parse = row.isParsed() ? phase(row, "parse") : Phase.NONE;
        var check = row.isChecked() ? phase(row, "check") : Phase.NONE;
        return new Measured(
                row,
                materials.described(row),
                materials.isComparable(row),
                parse.ms,
                check.ms,
                parse.bytes,
                check.wrong);
    }

    private Phase phase(Row row, String name) throws IOException {
        progress.accept(row.id() + ": " + name);
        var notes = scratch.resolve(row.id() + "-" + name + ".notes");
        Files.deleteIfExists(notes);
        var arguments =
                new ArrayList<>(List.of("-Xmx2g", "-XX:+UseParallelGC", property(CheckersBenchmark.NOTES, notes)));
        if (histories != null) {
            arguments.add(property(CheckersBenchmark.HISTORIES, histories.toAbsolutePath()));
        }
        var options = new OptionsBuilder()
                .include("^" + CheckersBenchmark.class.getName() + "\\." + name + "$")
                .param("row", row.id())
                .forks(1)
                .jvmArgs(arguments.toArray(String[]::new))
                .mode(row.isLong() ? Mode.SingleShotTime : Mode.AverageTime)
                .warmupIterations(row.isLong() ? 2 : 3)
                .warmupTime(TimeValue.milliseconds(700))
                .measurementIterations(row.isLong() ? 3 : 5)
                .measurementTime(TimeValue.milliseconds(500))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.NORMAL)
                .output(scratch.resolve(row.id() + "-" + name + ".log").toString())
                .build();
        try {
            var result = new Runner(options).runSingle();
            var noted = Files.readString(notes).split("\n", 2);
            return new Phase(result.getPrimaryResult().getScore(), Long.parseLong(noted[0]), noted[1]);
        } catch (RunnerException e) {
            throw new IOException("the benchmark of " + row.id() + " (" + name + ") failed: " + e.getMessage(), e);
        }
    }

    private static String property(String name, Path value) {
        return "-D" + name + "=" + value;
    }

    /** Starts the command anew for all files and answers the middle one of its times. */
    private Measured process(Row row, Materials materials) throws IOException, InterruptedException {
        progress.accept(row.id() + ": " + PROCESS_STARTS + " starts of a JVM");
        var folder = Files.createDirectories(scratch.resolve("etcd"));
        var command = new ArrayList<>(checkCommand);
        var expected = new ArrayList<String>();
        for (var known : materials.histories(row)) {
            command.add(Files.writeString(folder.resolve(known.name()), known.text())
                    .toString());
            expected.add(known.verdict());
        }
        var times = new double[PROCESS_STARTS];
        var wrong = "";
        for (int start = 0; start < PROCESS_STARTS; start++) {
            var out = scratch.resolve("etcd-process.out").toFile();
            long began = System.nanoTime();
            var process = new ProcessBuilder(command)
                    .redirectOutput(out)
                    .redirectError(scratch.resolve("etcd-process.err").toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File(isWindows() ? "NUL" : "/dev/null")))
                    .start();
            process.waitFor();
            times[start] = (System.nanoTime() - began) / 1e6;
            wrong = wrong.isEmpty() ? compare(expected, Files.readAllLines(out.toPath())) : wrong;
        }
        Arrays.sort(times);
        return new Measured(
                row,
                materials.described(row),
                materials.isComparable(row),
                Double.NaN,
                times[PROCESS_STARTS / 2],
                0,
                wrong);
    }

    private static String compare(List<String> expected, List<String> lines) {
        var told = lines.stream()
                .map(line -> line.strip().split(" +", -1))
                .filter(words -> words.length > 2)
                .map(words -> words[2])
                .toList();
        return told.equals(expected) ? "" : "the process told " + told + ", not " + expected;
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }
}
