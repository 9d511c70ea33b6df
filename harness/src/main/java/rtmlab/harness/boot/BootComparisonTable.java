package rtmlab.harness.boot;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        var clients = comparison.plans().isEmpty() ? "" : ", %,d clients".formatted(comparison.clients());
        out.printf("%s, a team of %,d%s%n%n", comparison.architecture(), comparison.users(), clients);
        line("", Row::bootstrap);
        line("bytes to the first screen (gzip)", row -> {
            var size = comparison.payload(row.bootstrap());
            return "%,d (%,d)".formatted(size.bytes(), size.gzipBytes());
        });
        line(
                "queries of one boot / after a break",
                row -> row.queries().first() + " / " + row.queries().again());
        firstScreens();
        line(
                "stale answers, longest for s (bound)",
                row -> row.staleness().map(BootComparisonTable::words).orElse("nothing kept"));
        line("seam in simulated runs", row -> row.seam().verdict());
        line(
                "  runs (judged), a second",
                row -> "%,d (%,d), %,.0f"
                        .formatted(
                                row.seam().runs(),
                                row.seam().judged(),
                                row.seam().runsPerSecond()));
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
        stormLine("  50, 95, 100 % back after s", plan, BootComparisonTable::backAfter);
        stormLine(
                "  clients back",
                plan,
                storm -> "%,d of %,d".formatted(storm.back().size(), storm.clients()));
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
        comparison.rows().forEach(row -> out.printf("%30s", cell.apply(row)));
        out.println();
    }

    private static String words(Staleness staleness) {
        return "%,d of %,d, %.1f (%d)"
                .formatted(
                        staleness.stale(),
                        staleness.answers(),
                        staleness.longest().toMillis() / 1_000.0,
                        staleness.bound().toSeconds());
    }

    /** As far as it came: "31.0, not back in 60 s". */
    private static String backAfter(Storm storm) {
        var reached = IntStream.of(50, 95, 100)
                .mapToLong(storm::millisUntil)
                .filter(millis -> millis >= 0)
                .mapToObj(millis -> "%.1f".formatted(millis / 1_000.0));
        var lacking = storm.isOver()
                ? Stream.<String>empty()
                : Stream.of("not back in " + storm.plan().limit().toSeconds() + " s");
        return Stream.concat(reached, lacking).collect(Collectors.joining(", "));
    }

    private void conclusions() {
        for (var plan : comparison.plans()) {
            comparison
                    .saving(plan)
                    .ifPresent(saving -> out.printf(
                            "Storm %s: %s queries with Flannel than with rtm.start (goal: %,.0f times).%n",
                            plan, saving.words(), BootComparison.QUERIES_GOAL));
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
