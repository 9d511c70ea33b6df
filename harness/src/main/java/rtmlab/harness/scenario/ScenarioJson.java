package rtmlab.harness.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/** What runs of scenarios came to, as one JSON object. */
public final class ScenarioJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ScenarioJson() {}

    public static String of(List<ScenarioRun> runs, long seed, String world) {
        var root = JSON.createObjectNode();
        root.put("asExpected", runs.stream().allMatch(ScenarioRun::isAsExpected));
        root.put("seed", seed);
        root.put("world", world);
        var scenarios = root.putObject("scenarios");
        for (var run : runs) {
            var name = run.scenario().name();
            var scenario = scenarios.has(name) ? (ObjectNode) scenarios.get(name) : scenarios.putObject(name);
            if (!scenario.has("variants")) {
                scenario.put("about", run.scenario().about());
                scenario.putObject("variants");
                scenario.putArray("divergences");
            }
            variant(
                    run,
                    ((ObjectNode) scenario.get("variants"))
                            .putObject(run.variant().text()));
        }
        divergences(runs, scenarios);
        return root.toString();
    }

    private static void variant(ScenarioRun run, ObjectNode variant) {
        variant.put("asExpected", run.isAsExpected());
        run.problem().ifPresent(problem -> variant.put("problem", problem));
        run.mayDiffer().ifPresent(differs -> {
            var entry = variant.putObject("mayDiffer").put("because", differs.because());
            differs.promises().forEach(entry.putArray("promises")::add);
        });
        var promises = variant.putObject("promises");
        run.verdicts().forEach((promise, verdict) -> {
            var cell =
                    promises.putObject(promise).put("verdict", verdict.word()).put("expected", run.expected(promise));
            switch (verdict) {
                case Broken broken -> cell.put("witness", broken.witness());
                case Undecided(var why) -> cell.put("why", why);
                default -> {}
            }
        });
        var faults = variant.putArray("faults");
        run.strikes().forEach(strike -> {
            var fault = faults.addObject().put("fault", strike.fault().label()).put("hit", strike.hit());
            if (strike.atMicros() >= 0) {
                fault.put("atMs", strike.atMicros() / 1_000.0)
                        .put("messagesUnderWay", strike.underWay())
                        .put("touched", strike.touched());
            }
        });
    }

    /** Each further variant against the first of its scenario. */
    private static void divergences(List<ScenarioRun> runs, ObjectNode scenarios) {
        var firsts = new LinkedHashMap<String, ScenarioRun>();
        for (var other : runs) {
            var one = firsts.putIfAbsent(other.scenario().name(), other);
            if (one == null) {
                continue;
            }
            var entry = scenarios
                    .withObject("/" + other.scenario().name())
                    .withArray("divergences")
                    .addObject();
            entry.put("one", one.variant().text()).put("other", other.variant().text());
            Divergence.between(one, other)
                    .ifPresentOrElse(
                            found -> entry.put("diverges", true)
                                    .put("view", found.view())
                                    .put("atMs", Math.max(0, found.atMicros()) / 1_000.0)
                                    .put("inOne", found.inOne().orElse(""))
                                    .put("inOther", found.inOther().orElse(""))
                                    .put(
                                            "sentence",
                                            found.sentence(
                                                    one.variant().text(),
                                                    other.variant().text())),
                            () -> entry.put("diverges", false));
        }
    }
}
