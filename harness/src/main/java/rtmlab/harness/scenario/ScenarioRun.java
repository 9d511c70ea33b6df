package rtmlab.harness.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import rtmlab.checkers.history.History;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.checkers.promise.Verdict.Undecided;
import rtmlab.harness.report.PromiseRow;
import rtmlab.harness.scenario.Scenario.Expectation;
import rtmlab.harness.scenario.Scenario.RealMayDiffer;
import rtmlab.harness.scenario.Scenario.World;

/**
 * What one variant came to in one scenario.
 *
 * @param beganMicros when the workload began, on the history's clock
 * @param problem what went wrong with the run itself, such as a defect of a node's code; no verdict excuses it
 */
public record ScenarioRun(
        Scenario scenario,
        Variant variant,
        World world,
        Map<String, Verdict> verdicts,
        History history,
        long beganMicros,
        List<Strike> strikes,
        Optional<String> problem) {

    public ScenarioRun {
        verdicts = new LinkedHashMap<>(verdicts);
        strikes = List.copyOf(strikes);
    }

    /** A run in which a planned fault hit nothing has not been through what it was to go through: it keeps no promise. */
    static Map<String, Verdict> strict(Map<String, Verdict> verdicts, List<Strike> strikes) {
        var missed = strikes.stream().filter(strike -> !strike.hit()).findFirst();
        var strict = new LinkedHashMap<>(verdicts);
        missed.ifPresent(strike -> strict.replaceAll((_, verdict) -> verdict instanceof Kept
                ? new Undecided("a fault of this scenario tested nothing: " + strike.sentence())
                : verdict));
        return strict;
    }

    public Verdict verdict(String promise) {
        return Objects.requireNonNull(verdicts.get(promise), promise);
    }

    /** What the scenario expects of this variant, if it says so. */
    public Optional<Expectation> expectation() {
        return Optional.ofNullable(scenario.expectations().get(variant.text()));
    }

    /** What real processes cannot be held to here, and why; empty where they are held to all, or this was simulated. */
    public Optional<RealMayDiffer> mayDiffer() {
        return expectation()
                .map(Expectation::realMayDiffer)
                .filter(differs -> world == World.REAL && !differs.promises().isEmpty());
    }

    /**
     * {@code kept}, {@code broken}, {@code undecided}, {@code any} or {@code not broken}; empty where nothing is said.
     *
     * <p>On real processes faults do not meet a message at the same moment every time: what an architecture is documented
     * to break may break there also where the scenario does not ask for it, and nobody may have had to try again.
     */
    public String expected(String promise) {
        var said =
                expectation().map(expectation -> expectation.of(promise, world)).orElse("");
        if (world == World.SIMULATED || said.isEmpty() || said.equals("broken") || said.equals("any")) {
            return said;
        }
        if (variant.architecture().breaks().contains(promise)) {
            return "any";
        }
        return promise.equals("idempotent-retries") ? "not broken" : said;
    }

    /** Whether this verdict is as expected, or nothing was expected. */
    public boolean isAsExpected(String promise) {
        var word = verdict(promise).word();
        return switch (expected(promise)) {
            case "", "any" -> true;
            case "not broken" -> !word.equals("broken");
            case String expected -> word.equals(expected);
        };
    }

    /** Its promises, for other programs; and where the run as a whole is not as it should be, one more that says so. */
    public List<PromiseRow> rows() {
        var name = scenario.name() + ", " + variant.text();
        var where = world == World.REAL ? "real" : "simulated";
        var rows = new ArrayList<PromiseRow>();
        verdicts.forEach((promise, verdict) -> rows.add(new PromiseRow(
                name,
                promise,
                verdict.word(),
                expected(promise).isEmpty() ? "any" : expected(promise),
                isAsExpected(promise),
                where,
                verdict.explanation())));
        if (!isAsExpected() && rows.stream().allMatch(PromiseRow::isAsExpected)) {
            var why = problem.orElseGet(() -> verdict("no-lost-ack").explanation());
            rows.add(new PromiseRow(name, "the run", "undecided", "whole", false, where, why));
        }
        return rows;
    }

    /** Whether the run is as it should be; where nothing was expected, whether it tested anything at all. */
    public boolean isAsExpected() {
        return problem.isEmpty()
                && verdicts.keySet().stream().allMatch(this::isAsExpected)
                && (expectation().isPresent() || !(verdict("no-lost-ack") instanceof Undecided));
    }
}
