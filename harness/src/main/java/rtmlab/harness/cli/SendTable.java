package rtmlab.harness.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import rtmlab.harness.load.Latency;
import rtmlab.harness.load.Measured;
import rtmlab.harness.load.SendBench;
import rtmlab.harness.load.SendBench.Result;

/** What {@code ./rtm bench send} prints for people. */
final class SendTable {

    private static final int WHAT = 30;
    private static final int NUMBER = 9;

    private SendTable() {}

    static void print(SendBench bench, List<Result> results, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%,.0f messages a second for %d s, records of %d bytes, %d members who all see each, %d channels, acks=all%n%n",
                bench.perSecond(),
                bench.duration().toSeconds(),
                bench.recordBytes(),
                bench.members(),
                bench.channels());
        var head = new StringBuilder(Columns.of("latency in ms, since it was due", WHAT));
        for (var title : List.of("p50", "p90", "p99", "p99.9", "max", "p50 × Kafka", "p99 × Kafka")) {
            head.append(Columns.right(title, title.contains("×") ? 11 : NUMBER));
        }
        out.println(head.toString().stripTrailing());
        out.println("─".repeat(head.length()));
        var kafka = results.getFirst().measured().figures().ack();
        for (var result : results) {
            var measured = result.measured();
            row(measured.subject() + ": send → ack", measured.figures().ack(), kafka, out);
            if (measured.figures().shown() > 0) {
                row(
                        measured.subject() + ": send → last member",
                        measured.figures().lastMember(),
                        kafka,
                        out);
            }
        }
        out.println();
        results.forEach(result -> summary(bench, result, out));
    }

    private static void row(String what, Latency latency, Latency kafka, PrintWriter out) {
        var line = new StringBuilder(Columns.of(what, WHAT));
        for (var ms : List.of(latency.p50Ms(), latency.p90Ms(), latency.p99Ms(), latency.p999Ms(), latency.maxMs())) {
            line.append(Columns.right(number(ms), NUMBER));
        }
        line.append(Columns.right(ratio(latency.p50Ms(), kafka.p50Ms()), 11));
        line.append(Columns.right(ratio(latency.p99Ms(), kafka.p99Ms()), 11));
        out.println(line.toString().stripTrailing());
    }

    private static void summary(SendBench bench, Result result, PrintWriter out) {
        var measured = result.measured();
        var figures = measured.figures();
        out.printf(
                Locale.ROOT,
                "%s: %,d sent, %,d acknowledged (%,.0f a second), %,d refused, %,d unknown; %s%n",
                measured.subject(),
                figures.sent(),
                figures.acknowledged(),
                measured.acknowledgedPerSecond(),
                figures.refused(),
                figures.unknown(),
                processors(measured));
        if (bench.climbs()) {
            var highest = result.highest();
            out.printf(
                    Locale.ROOT,
                    "    highest rate with p99 of the ack within %.0f ms: %s%s%n",
                    bench.highestAckP99Ms(),
                    highest.at().isEmpty() ? "none that was tried" : "%,.0f a second".formatted(highest.perSecond()),
                    highest.at()
                            .map(at -> "; " + processors(at)
                                    + (highest.isLimitKnown() ? "" : "; its limit was not reached"))
                            .orElse(""));
        }
    }

    /** How busy who was: a generator near a processor's whole time would be measuring itself. */
    static String processors(Measured measured) {
        var processors = measured.processors();
        return String.format(
                Locale.ROOT,
                "processors: generator and clients %.2f, servers and nodes %.2f, of %d; generator late by %.1f ms at p99",
                processors.generator(),
                processors.subject(),
                processors.available(),
                measured.generatorLateP99Ms());
    }

    private static String ratio(double ms, double of) {
        return of == 0 ? "" : number(ms / of) + "×";
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.2f" : number < 1_000 ? "%.1f" : "%,.0f", number);
    }
}
