package rtmlab.harness.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import rtmlab.harness.load.LoadFigures;
import rtmlab.harness.load.SendBench;
import rtmlab.harness.load.SendBench.Result;
import rtmlab.harness.page.HtmlReport.Chapter;
import rtmlab.harness.page.HtmlReport.Row;
import rtmlab.harness.page.HtmlReport.Table;
import rtmlab.harness.report.LoadChart;
import rtmlab.harness.report.PromiseRow;
import rtmlab.harness.soak.Soak;
import rtmlab.protocol.variant.Architecture;

/** The reports of runs under load: {@code ./rtm bench send} and {@code ./rtm soak}. */
public final class LoadReport {

    private LoadReport() {}

    public static List<LoadChart> chartsOf(List<Result> results) {
        return results.stream()
                .map(Result::measured)
                .map(measured -> LoadChart.of(
                        measured.subject(),
                        "%,.0f messages a second".formatted(measured.offeredPerSecond()),
                        measured.figures()))
                .toList();
    }

    public static String html(SendBench bench, List<Result> results) {
        var about = String.format(
                Locale.ROOT,
                "%,.0f messages a second for %d s, records of %d bytes, %d members who all see each, %d channels.",
                bench.perSecond(),
                bench.duration().toSeconds(),
                bench.recordBytes(),
                bench.members(),
                bench.channels());
        var rates = results.stream()
                .map(result -> List.of(
                        result.measured().subject(),
                        number(result.measured().acknowledgedPerSecond()),
                        !bench.climbs()
                                ? "not sought"
                                : result.highest().at().isEmpty()
                                        ? "none that was tried"
                                        : number(result.highest().perSecond()),
                        number(result.measured().processors().generator()),
                        number(result.measured().processors().subject())))
                .toList();
        var table = new Table(
                "How many a second",
                "The highest rate is the highest tried at which the p99 of the acknowledgement stayed within %s ms. On %d processors."
                        .formatted(
                                number(bench.highestAckP99Ms()),
                                results.getFirst().measured().processors().available()),
                List.of(
                        "",
                        "acknowledged a second",
                        "highest rate",
                        "processors busy: generator and clients",
                        "servers and nodes"),
                rates);
        return new HtmlReport(
                        "RTM Lab: what sending costs",
                        about,
                        "./rtm bench send",
                        List.of("bench-send.json", "throughput.csv"),
                        List.of(table),
                        List.of(),
                        chartsOf(results),
                        null)
                .html();
    }

    public static LoadChart chartOf(Architecture architecture, LoadFigures figures) {
        return LoadChart.of(architecture.name(), "under load, with processes killed", figures);
    }

    /** Of a soak: verdicts, figures, and the run event by event. */
    public static String html(
            Architecture architecture, LoadFigures figures, List<PromiseRow> verdicts, Soak.Result result) {
        var rows = verdicts.stream()
                .map(row -> new Row(
                        row.promise(),
                        row.verdict(),
                        row.isAsExpected() ? row.verdict() : row.expected(),
                        row.world(),
                        row.explanation(),
                        "load with kills"))
                .toList();
        var kills = new ArrayList<List<String>>();
        figures.kills().forEach((role, count) -> kills.add(List.of(role, String.valueOf(count))));
        return new HtmlReport(
                        "RTM Lab: soak of the " + architecture.name() + " architecture",
                        String.format(
                                Locale.ROOT,
                                "%,d messages sent, %,d acknowledged, %,d refused, %,d unknown, while processes were killed; %s in the end.",
                                figures.sent(),
                                figures.acknowledged(),
                                figures.refused(),
                                figures.unknown(),
                                result.hasCalmedDown() ? "calm" : "not calm"),
                        "./rtm soak " + architecture.name(),
                        List.of(
                                "soak.json",
                                "verdicts.json",
                                "soak.csv",
                                "throughput.csv",
                                "junit.xml",
                                "history.jsonl"),
                        List.of(new Table("Killed", "With kill -9, by role.", List.of("what", "times"), kills)),
                        List.of(new Chapter(
                                architecture.name(), architecture.summary(), rows, List.of(), List.of(), List.of())),
                        List.of(chartOf(architecture, figures)),
                        new HistoryScene(result.history(), result.verdicts()).scene(architecture.name()))
                .html();
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.2f" : number < 1_000 ? "%.1f" : "%,.0f", number);
    }
}
