package rtmlab.harness.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import rtmlab.harness.experiment.Finding;
import rtmlab.harness.experiment.Outcome;
import rtmlab.harness.page.HtmlReport.Broken;
import rtmlab.harness.page.HtmlReport.Chapter;
import rtmlab.harness.page.HtmlReport.Crash;
import rtmlab.harness.page.HtmlReport.Moment;
import rtmlab.harness.page.HtmlReport.Row;
import rtmlab.harness.page.HtmlReport.Told;
import rtmlab.harness.report.Comparison;
import rtmlab.harness.report.LoadChart;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.FlowPoints;
import rtmlab.protocol.variant.Architecture;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;

/**
 * The report of a comparison, as one HTML file that needs nothing else: the verdicts, where on a message's way a crash
 * hurts, the life of a message, and every broken promise as a run that can be stepped through.
 */
public final class ReportPage {

    private final Path folder;
    private final List<Chapter> chapters = new ArrayList<>();
    private final List<LoadChart> loads = new ArrayList<>();

    private final Function<Path, Exploration> readStory;

    /** A report that will lie in this folder; {@code readStory} knows what it takes to replay a story file. */
    public ReportPage(Path folder, Function<Path, Exploration> readStory) {
        this.folder = folder;
        this.readStory = readStory;
    }

    /** Adds what was found of one architecture, with its small exploration for what is simulated anew. */
    public void add(
            Architecture architecture, List<Finding> findings, List<Outcome> outcomes, Exploration exploration) {
        var flow = new FlowPoints(exploration);
        chapters.add(new Chapter(
                architecture.name(),
                architecture.summary(),
                findings.stream().map(ReportPage::row).toList(),
                flow.crashes().stream().map(point -> crash(point, outcomes)).toList(),
                flow.life().stream()
                        .map(moment -> new Moment(moment.what(), moment.micros()))
                        .toList(),
                findings.stream()
                        .flatMap(finding -> Stream.ofNullable(finding.simulated()))
                        .map(this::broken)
                        .toList()));
    }

    private static Row row(Finding finding) {
        var from = finding.from();
        return new Row(
                finding.promise(),
                finding.verdict().word(),
                finding.expected(),
                finding.world(),
                finding.verdict().explanation(),
                from == null ? "" : from.experiment().label());
    }

    private static Crash crash(FlowPoints.Point point, List<Outcome> outcomes) {
        var label = point.fault() + " " + point.step();
        var real = outcomes.stream()
                .filter(outcome -> outcome.experiment().label().equals(label)
                        && outcome.whyVacuous().isEmpty())
                .findFirst()
                .map(outcome -> outcome.broken().stream()
                        .map(promise ->
                                new Told(promise, outcome.verdict(promise).explanation()))
                        .toList());
        return new Crash(
                point.step(),
                point.node().value(),
                point.fault(),
                point.broken().entrySet().stream()
                        .map(entry -> new Told(entry.getKey(), entry.getValue()))
                        .toList(),
                real.orElse(null));
    }

    private Broken broken(Finding.Simulated found) {
        var exploration = readStory.apply(found.story());
        var began = System.nanoTime();
        var outcome = exploration.record(
                Choices.named(found.faults().stream().map(Departure::parse).toList()));
        var scene = new SceneBuilder(outcome, exploration.workload().team(), exploration.architecture())
                .scene(List.of(), began);
        return new Broken(
                found.promise(),
                found.witness(),
                found.faults(),
                folder.relativize(found.story()).toString(),
                List.of(),
                scene);
    }

    /** Adds a load on an architecture's real processes. */
    public void add(LoadChart load) {
        loads.add(load);
    }

    /** The whole file. */
    public String html(Comparison comparison) {
        var tagline = "What was promised, what was kept, and where a crash makes the difference."
                + (comparison.isAsDocumented() ? "" : " Not every verdict is the documented one.");
        return new HtmlReport(
                        "RTM Lab: comparison",
                        tagline,
                        "./rtm compare",
                        List.of("comparison.json", "comparison.csv", "junit.xml", "throughput.csv"),
                        List.of(),
                        chapters,
                        loads,
                        null)
                .html();
    }
}
