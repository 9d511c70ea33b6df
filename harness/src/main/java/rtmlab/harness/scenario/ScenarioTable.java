package rtmlab.harness.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;
import rtmlab.checkers.promise.Promise;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/** What runs of scenarios came to, as text: scenario and promise downwards, variants across. */
public final class ScenarioTable {

    private static final int MOST_STRIKES = 6;

    private static final Map<String, String> SHORT = shortNames();

    private final List<ScenarioRun> runs;
    private final Ansi ansi;
    private final List<String> variants;

    public ScenarioTable(List<ScenarioRun> runs, Ansi ansi) {
        this.runs = List.copyOf(runs);
        this.ansi = ansi;
        this.variants =
                runs.stream().map(run -> run.variant().text()).distinct().toList();
    }

    private static Map<String, String> shortNames() {
        var names = new LinkedHashMap<String, String>();
        names.put("no-lost-ack", "ack");
        names.put("delivery", "dlv");
        names.put("agreement", "agr");
        names.put("integrity", "int");
        names.put("total-order", "ord");
        names.put("sender-order", "snd");
        names.put("idempotent-retries", "ret");
        names.put("linearizable-log", "lin");
        names.put("read-your-writes", "ryw");
        names.put("monotonic-reads", "mon");
        names.put("seam", "seam");
        names.put("recovery", "rec");
        return names;
    }

    public String text() {
        var text = new StringBuilder();
        if (byScenario().size() == 1) {
            promisesByVariant(text);
        } else {
            everything(text);
        }
        byScenario().forEach((_, itsRuns) -> tell(itsRuns, text));
        return text.toString().replaceAll(" +\n", "\n");
    }

    /** One line for each scenario and variant, one column for each promise. */
    private void everything(StringBuilder text) {
        var scenarioWidth = width(
                "scenario", runs.stream().map(run -> run.scenario().name()).toList());
        var variantWidth = width("variant", variants);
        text.append(pad("scenario", scenarioWidth)).append(pad("variant", variantWidth));
        Promises.all().forEach(promise -> text.append(pad(SHORT.getOrDefault(promise.name(), promise.name()), 4)));
        text.append('\n')
                .append("─"
                        .repeat(scenarioWidth
                                + variantWidth
                                + 4
                                + 6 * Promises.all().size()))
                .append('\n');
        byScenario().forEach((scenario, itsRuns) -> {
            var name = scenario;
            for (var run : itsRuns) {
                text.append(pad(name, scenarioWidth)).append(pad(run.variant().text(), variantWidth));
                for (var promise : Promises.all()) {
                    var word = cell(run, promise.name());
                    var mark = word.replace("kept", "·").replace("broken", "✗").replace("undecided", "?");
                    text.append(colored(word, mark)).append(" ".repeat(6 - mark.length()));
                }
                text.append('\n');
                name = "";
            }
        });
        text.append("· kept, ✗ broken, ? undecided, ! not as expected; ");
        text.append(SHORT.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", ")));
        text.append('\n');
    }

    /** Promises downwards, variants across. */
    private void promisesByVariant(StringBuilder text) {
        var scenarioWidth = width(
                "scenario", runs.stream().map(run -> run.scenario().name()).toList());
        var promiseWidth =
                width("promise", Promises.all().stream().map(Promise::name).toList());
        text.append(pad("scenario", scenarioWidth)).append(pad("promise", promiseWidth));
        variants.forEach(variant -> text.append(pad(variant, columnWidth(variant))));
        text.append('\n');
        text.append("─"
                        .repeat(scenarioWidth
                                + promiseWidth
                                + 4
                                + variants.stream()
                                        .mapToInt(variant -> columnWidth(variant) + 2)
                                        .sum()))
                .append('\n');
        byScenario().forEach((scenario, itsRuns) -> {
            var name = scenario;
            for (var row : rows(itsRuns)) {
                text.append(pad(name, scenarioWidth)).append(pad(row.label, promiseWidth));
                for (var variant : variants) {
                    var cell = row.cells.getOrDefault(variant, "–");
                    text.append(colored(cell, cell)).append(" ".repeat(columnWidth(variant) - cell.length() + 2));
                }
                text.append('\n');
                name = "";
            }
        });
    }

    private record Row(String label, Map<String, String> cells) {}

    /** Promises with which all went the same usual way share a line. */
    private List<Row> rows(List<ScenarioRun> itsRuns) {
        var rows = new ArrayList<Row>();
        var usual = new ArrayList<String>();
        for (var promise : Promises.all()) {
            var cells = new LinkedHashMap<String, String>();
            itsRuns.forEach(run -> cells.put(run.variant().text(), cell(run, promise.name())));
            if (cells.values().stream().allMatch("kept"::equals)) {
                usual.add(promise.name());
            } else {
                rows.add(new Row(promise.name(), cells));
            }
        }
        if (!usual.isEmpty()) {
            var cells = new LinkedHashMap<String, String>();
            itsRuns.forEach(run -> cells.put(run.variant().text(), "kept"));
            rows.add(new Row(
                    rows.isEmpty() ? "all of them" : usual.size() == 1 ? usual.getFirst() : "the other " + usual.size(),
                    cells));
        }
        return rows;
    }

    /** An exclamation mark where it is not as expected. */
    private static String cell(ScenarioRun run, String promise) {
        return run.verdict(promise).word() + (run.isAsExpected(promise) ? "" : " !");
    }

    private String colored(String word, String text) {
        if (word.startsWith("broken")) {
            return ansi.string("@|red " + text + "|@");
        }
        return ansi.string((word.startsWith("kept") ? "@|green " : "@|yellow ") + text + "|@");
    }

    /** What the table has no room for: a witness, what struck, where two runs part. */
    private static void tell(List<ScenarioRun> itsRuns, StringBuilder text) {
        var scenario = itsRuns.getFirst().scenario();
        text.append('\n')
                .append(scenario.name())
                .append(": ")
                .append(scenario.about())
                .append('\n');
        for (var run : itsRuns) {
            text.append("  ").append(run.variant().text()).append('\n');
            run.strikes().stream().limit(MOST_STRIKES).forEach(strike -> line(text, "fault", strike.sentence()));
            if (run.strikes().size() > MOST_STRIKES) {
                line(
                        text,
                        "fault",
                        "and " + (run.strikes().size() - MOST_STRIKES) + " more, of which "
                                + run.strikes().stream().filter(Strike::hit).count() + " in all hit something");
            }
            firstBroken(run).ifPresent(sentence -> line(text, "broken", sentence));
            run.verdicts().forEach((promise, verdict) -> {
                if (!run.isAsExpected(promise)) {
                    line(
                            text,
                            "!",
                            promise + " is " + verdict.word() + ", and " + run.expected(promise) + " was expected"
                                    + (verdict instanceof Undecided(var why) ? ": " + why : ""));
                }
            });
            run.mayDiffer().ifPresent(differs -> line(text, "may differ on real processes", differs.sentence()));
            run.problem().ifPresent(problem -> line(text, "!", problem));
        }
        for (var at = 1; at < itsRuns.size(); at++) {
            var one = itsRuns.getFirst();
            var other = itsRuns.get(at);
            line(text, "first difference", difference(one, other));
        }
    }

    static String difference(ScenarioRun one, ScenarioRun other) {
        return Divergence.between(one, other)
                .map(found ->
                        found.sentence(one.variant().text(), other.variant().text()))
                .orElse("none: no user can tell " + one.variant().text() + " from "
                        + other.variant().text() + ", and the stores hold the same");
    }

    private static Optional<String> firstBroken(ScenarioRun run) {
        return run.verdicts().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Broken)
                .findFirst()
                .map(entry -> entry.getKey() + ": " + ((Broken) entry.getValue()).witness());
    }

    private static void line(StringBuilder text, String what, String sentence) {
        text.append("    ").append(what).append(": ").append(sentence).append('\n');
    }

    private Map<String, List<ScenarioRun>> byScenario() {
        var groups = new LinkedHashMap<String, List<ScenarioRun>>();
        runs.forEach(run -> groups.computeIfAbsent(run.scenario().name(), _ -> new ArrayList<>())
                .add(run));
        return groups;
    }

    private static int columnWidth(String variant) {
        return Math.max(variant.length(), "undecided !".length());
    }

    private static int width(String title, List<String> texts) {
        return Math.max(
                title.length(), texts.stream().mapToInt(String::length).max().orElse(0));
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()) + 2);
    }
}
