package rtmlab.harness.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import rtmlab.simulator.explore.Prove;

/** Shows that runs follow from their seeds alone: two fresh JVMs must come to the same traces. */
final class Proof {

    private final List<String> arguments;
    private final PrintWriter results;

    /** @param arguments of {@code explore}, apart from what kind of answer it should give */
    Proof(List<String> arguments, PrintWriter results) {
        this.arguments = arguments;
        this.results = results;
    }

    /** Compares the hashes of that many runs; on a difference, names the first line of the traces that differs. */
    boolean holds(long seed, long runs) throws IOException {
        var one = freshJvm("--hashes", "--seed", Long.toString(seed), "--runs", Long.toString(runs));
        var other = freshJvm("--hashes", "--seed", Long.toString(seed), "--runs", Long.toString(runs));
        if (one.size() != runs) {
            results.printf("Only %,d of %,d seeds were run: nothing is proved.%n", one.size(), runs);
            return false;
        }
        var difference = Prove.first(one, other);
        if (difference.isEmpty()) {
            results.printf("%,d seeds from %d on, each in two fresh JVMs: the same traces.%n", runs, seed);
            return true;
        }
        var differing = difference.get().one().split(" ", -1)[0];
        results.println("Seed " + differing + " does not give the same trace twice. The first line that differs:");
        var traceOfOne = freshJvm("--trace", "--seed", differing, "--runs", "1");
        var traceOfOther = freshJvm("--trace", "--seed", differing, "--runs", "1");
        results.println(Prove.first(traceOfOne, traceOfOther)
                .map(Object::toString)
                .orElse("none this time: it does not differ always"));
        return false;
    }

    private List<String> freshJvm(String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--add-exports",
                "java.base/jdk.internal.vm=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "rtmlab.harness.Main",
                "explore"));
        command.addAll(arguments);
        command.addAll(List.of(more));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new File(isWindows() ? "NUL" : "/dev/null")))
                .start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().toList();
        }
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }
}
