package rtmlab.docs;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.JepsenOperations;
import rtmlab.checkers.history.JsonLines;
import rtmlab.checkers.linearizability.Limits;
import rtmlab.checkers.linearizability.Linearizability;
import rtmlab.checkers.model.Register;
import rtmlab.checkers.promise.Judge;
import rtmlab.checkers.promise.Promises;

/** The programs that {@code checkers/README.md} shows: excerpts of these lines, with what they print. */
final class CheckersExamples {

    private CheckersExamples() {}

    static void judge(Path file, PrintStream out) throws IOException {
        var history = JsonLines.read(file); // or JepsenHistory.read(file)
        Promises.check(history)
                .forEach((promise, verdict) ->
                        out.println(promise + " " + verdict.word() + ": " + verdict.explanation()));
    }

    static void linearizability(Path file, PrintStream out) throws IOException {
        var operations = JepsenOperations.read(file);
        var limits = Limits.within(Duration.ofSeconds(60));
        var verdict = Linearizability.check(operations, new Register(Edn.of(0)), limits)
                .verdict();
        out.println(verdict.word() + ": " + verdict.explanation());
    }

    static void stream(Path file, PrintStream out) throws IOException {
        var judge = new Judge();
        JsonLines.read(file, judge::accept); // or JepsenHistory.read
        judge.verdicts().forEach((promise, verdict) -> out.println(promise + " " + verdict.word()));
    }
}
