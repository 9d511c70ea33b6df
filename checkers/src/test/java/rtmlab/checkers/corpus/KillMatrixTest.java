package rtmlab.checkers.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.checkers.corpus.Plants.Plant;
import rtmlab.checkers.corpus.Plants.Unfit;
import rtmlab.checkers.history.History;
import rtmlab.checkers.history.JepsenHistory;
import rtmlab.checkers.history.JsonLines;
import rtmlab.checkers.promise.Promise;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;

/**
 * Every kind of fault, planted in histories of real and of simulated runs that kept every promise, is caught by exactly
 * the promises that it breaks.
 */
class KillMatrixTest {
    private static final Path PAGE = Path.of("..", "docs", "kill-matrix.md");

    /** The recorded runs; {@code kept.tsv} beside them says where each comes from. */
    record Run(String name, String origin) {
        History history() {
            try (var in = Corpus.reader("kept/" + name + ".jsonl")) {
                return JsonLines.read(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Run> runs() {
        return Corpus.table("kept.tsv").stream().map(row -> new Run(row.get(0), row.get(1)));
    }

    static Stream<Arguments> plantings() {
        return Plants.all().stream().flatMap(plant -> runs().map(run -> Arguments.of(plant.name(), run, plant)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everyRunKeptEveryPromise(Run run) {
        assertThat(Promises.check(run.history()))
                .allSatisfy((promise, verdict) -> assertThat(verdict)
                        .as(promise + " " + verdict.explanation())
                        .isInstanceOf(Kept.class));
    }

    @ParameterizedTest
    @MethodSource("plantings")
    void isCaughtByExactlyThePromisesThatItBreaks(String name, Run run, Plant plant) {
        List<rtmlab.checkers.history.Event> planted;
        try {
            planted = plant.in(run.history().events());
        } catch (Unfit _) {
            // Which runs have a place for it stands on the page, and a run less would make the page stale.
            return;
        }
        assertThat(broken(new History(planted))).as(name + " in " + run).isEqualTo(plant.breaks());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everyRunIsReadAsItWasWrittenInBothNotations(Run run) throws IOException {
        var history = run.history();
        var json = new StringWriter();
        JsonLines.write(history, json);
        assertThat(json.toString()).isEqualTo(Corpus.text("kept/" + run.name() + ".jsonl"));
        var edn = new StringWriter();
        JepsenHistory.write(history, edn);
        assertThat(JepsenHistory.read(new StringReader(edn.toString()))).isEqualTo(history);
    }

    private static Set<String> broken(History history) {
        var broken = new TreeSet<String>();
        Promises.check(history).forEach((promise, verdict) -> {
            if (verdict instanceof Broken) {
                broken.add(promise);
            }
        });
        return broken;
    }

    @Test
    void everyPromiseCatchesSomethingAndEveryPlantFindsAPlaceInBothWorlds() {
        var catching = new TreeSet<String>();
        for (var plant : Plants.all()) {
            catching.addAll(plant.breaks());
            assertThat(placesFor(plant))
                    .as(plant.name())
                    .anyMatch(run -> run.name().startsWith("real"))
                    .anyMatch(run -> run.name().startsWith("simulated"));
        }
        assertThat(catching)
                .containsExactlyInAnyOrderElementsOf(
                        Promises.all().stream().map(Promise::name).toList());
    }

    /** Write it with {@code ./mvnw -pl checkers -Dtest=KillMatrixTest -DwriteKillMatrix test} when this fails. */
    @Test
    void thePageIsUpToDate() throws IOException {
        if (System.getProperty("writeKillMatrix") != null) {
            Files.writeString(PAGE, page());
        }
        assertThat(PAGE).as("the kill matrix as the test finds it").content().isEqualTo(page());
    }

    private static List<Run> placesFor(Plant plant) {
        return runs().filter(run -> {
                    try {
                        return !plant.in(run.history().events()).isEmpty();
                    } catch (Unfit _) {
                        return false;
                    }
                })
                .toList();
    }

    private static String page() {
        var promises = Promises.all().stream().map(Promise::name).toList();
        var lines = new ArrayList<String>();
        lines.add("# The kill matrix");
        lines.add("");
        lines.add("A checker that never complains is worth nothing, and neither is one that complains about the wrong");
        lines.add(
                "thing. So each kind of fault is planted in recorded runs that kept every promise, and must be caught by");
        lines.add(
                "exactly the promises marked here: no fewer, no others. `KillMatrixTest` in `checkers` plants them on");
        lines.add("every build, and fails when this page, which it writes, is stale.");
        lines.add("");
        lines.add("| planted | runs | " + String.join(" | ", promises) + " |");
        lines.add("|---|---|" + ":-:|".repeat(promises.size()));
        int plantings = 0;
        for (var plant : Plants.all()) {
            int places = placesFor(plant).size();
            plantings += places;
            var marks = promises.stream()
                    .map(promise -> plant.breaks().contains(promise) ? "✗" : "")
                    .toList();
            lines.add("| " + plant.name() + " | " + places + " | " + String.join(" | ", marks) + " |");
        }
        lines.add("");
        lines.add(Plants.all().size() + " kinds of fault, " + plantings + " plantings, in these runs:");
        lines.add("");
        runs().forEach(run -> lines.add("- `" + run.name() + "`: " + run.origin()));
        return String.join("\n", lines) + "\n";
    }
}
