package rtmlab.harness.cli;

import java.io.PrintWriter;
import java.util.Locale;
import rtmlab.benchmarks.CheckersRun.Measured;
import rtmlab.benchmarks.Row;

/** The table of {@code ./rtm bench checkers}, line by line. */
final class BenchTable {
    private static final int WORK = 62;
    private static final int NUMBER = 10;
    private static final int PEER = 40;
    private static final int GOAL = 22;

    private final PrintWriter out;

    BenchTable(PrintWriter out) {
        this.out = out;
    }

    void head() {
        var head = Columns.of("work", WORK) + Columns.right("parsing", NUMBER) + Columns.right("MB/s", NUMBER)
                + Columns.right("checking", NUMBER) + Columns.of("best peer (so many times ours)", PEER)
                + Columns.of("goal", GOAL) + "verdicts";
        out.println(head);
        out.println("─".repeat(head.length()));
        out.flush();
    }

    void line(Measured one) {
        var row = one.row();
        out.println(Columns.of(row.work(), WORK)
                + Columns.right(ms(one.parseMs()), NUMBER)
                + Columns.right(Double.isNaN(one.parseMs()) ? "" : number(one.megabytesPerSecond()), NUMBER)
                + Columns.right(ms(one.checkMs()), NUMBER)
                + Columns.of(peer(one), PEER)
                + Columns.of(goal(one), GOAL)
                + (one.wrong().isEmpty() ? Double.isNaN(one.checkMs()) ? "" : "as expected" : "WRONG")
                + " (" + one.on() + ")");
        if (row.deliveries() > 0) {
            out.println("    " + number(one.checkMs() * 1e6 / row.deliveries()) + " ns for each delivery");
        }
        out.flush();
    }

    void foot() {
        out.println();
        out.println("Peers: " + Row.SOURCE + ". A goal's ratio of 1 or more is met.");
    }

    private static String peer(Measured one) {
        var row = one.row();
        return row.peerMs() == 0
                ? row.peer()
                : row.peer() + " " + ms(row.peerMs())
                        + (one.isComparable() ? " (" + number(row.peerMs() / one.checkMs()) + "×)" : "");
    }

    private static String goal(Measured one) {
        var row = one.row();
        if (row.goalMs() > 0) {
            return ms(row.goalMs()) + (one.isComparable() ? " (" + number(row.goalMs() / one.checkMs()) + ")" : "");
        }
        return number(Row.GOAL_MEGABYTES_PER_SECOND) + " MB/s ("
                + number(one.megabytesPerSecond() / Row.GOAL_MEGABYTES_PER_SECOND) + ")";
    }

    private static String ms(double ms) {
        return Double.isNaN(ms) ? "" : number(ms) + " ms";
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%,.0f", number);
    }
}
