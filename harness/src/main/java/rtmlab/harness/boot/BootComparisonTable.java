package rtmlab.harness.boot;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import rtmlab.harness.boot.BootComparison.Row;

/** A comparison of bootstraps as a table on the terminal. */
public final class BootComparisonTable {

    private final BootComparison comparison;
    private final PrintWriter out;

    public BootComparisonTable(BootComparison comparison, PrintWriter out) {
        this.comparison = comparison;
        this.out = out;
    }

    public void print() {
        out.printf(
                "%s, a team of %,d, %,d clients%n%n",
                comparison.architecture(), comparison.users(), comparison.clients());
        line("", Row::bootstrap);
        line("bytes to the first screen (gzip)", row -> {
            var size = comparison.payload(row.bootstrap());
            return "%,d (%,d)".formatted(size.bytes(), size.gzipBytes());
        });
        line(
                "queries of one boot / after a break",
                row -> row.queries().first() + " / " + row.queries().again());
        firstScreens();
        line("seam in simulated runs", row -> row.seam().verdict());
        line(
                "  runs made, of these judged",
                row -> "%,d, %,d".formatted(row.seam().runs(), row.seam().judged()));
        comparison.plans().forEach(this::storm);
        out.println();
        conclusions();
    }

    private void firstScreens() {
        var regions =
                comparison.rows().stream().map(Row::firstScreens).findFirst().orElse(List.of());
        for (var number = 0; number < regions.size(); number++) {
            var place = number;
            line(
                    "first screen, %d ms away: ms first / again"
                            .formatted(regions.get(place).oneWay().toMillis()),
                    row -> "%.0f / %.0f"
                            .formatted(
                                    row.firstScreens().get(place).firstMillis(),
                                    row.firstScreens().get(place).againMillis()));
        }
    }

    private void storm(String plan) {
        out.printf("%nstorm %s%n", plan);
        stormLine("  one boot before it, ms", plan, storm -> "%.0f".formatted(storm.bootMillis()));
        stormLine("  database: queries", plan, storm -> "%,d".formatted(storm.queries()));
        stormLine(
                "  web app: requests (history)",
                plan,
                storm -> "%,d (%,d)".formatted(storm.webAppRequests(), storm.historyRequests()));
        stormLine(
                "  50, 95, 100 % back after s",
                plan,
                storm -> String.join(
                        ", ",
                        List.of(
                                seconds(storm.millisUntil(50)),
                                seconds(storm.millisUntil(95)),
                                seconds(storm.millisUntil(100)))));
        stormLine("  memory of all nodes, MB", plan, storm -> "%,d".formatted(storm.nodesMegabytes()));
        stormLine(
                "  Flannel's heap a session, bytes",
                plan,
                storm -> storm.flannelBytesPerSession() < 0 ? "" : "%,d".formatted(storm.flannelBytesPerSession()));
    }

    private void stormLine(String label, String plan, Function<Storm, String> cell) {
        line(label, row -> {
            Optional<Storm> storm = row.storm(plan);
            return storm.map(cell).orElse("");
        });
    }

    private void line(String label, Function<Row, String> cell) {
        out.printf("%-38s", label);
        comparison.rows().forEach(row -> out.printf("%26s", cell.apply(row)));
        out.println();
    }

    private static String seconds(long millis) {
        return millis < 0 ? "never" : "%.1f".formatted(millis / 1_000.0);
    }

    private void conclusions() {
        for (var plan : comparison.plans()) {
            comparison
                    .timesFewerQueries(plan)
                    .ifPresent(times -> out.printf(
                            "Storm %s: %,.0f times fewer queries with Flannel than with rtm.start (goal: %,.0f).%n",
                            plan, times, BootComparison.QUERIES_GOAL));
        }
        for (var row : comparison.rows()) {
            if (!row.seam().explanation().isEmpty()) {
                out.printf(
                        "Seam with %s, %s: %s%n",
                        row.bootstrap(), row.seam().verdict(), row.seam().explanation());
            }
        }
        if (comparison.documentedToBreak()) {
            out.printf(
                    "The %s architecture is documented to break the seam, however sessions start.%n",
                    comparison.architecture());
        }
    }
}
