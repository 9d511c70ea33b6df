package rtmlab.harness.report;

import java.util.List;
import java.util.Locale;

/** Loads for other programs: comma-separated values, one line for each slice of time. */
public final class LoadFiles {

    private LoadFiles() {}

    public static String csv(List<LoadChart> charts) {
        var lines = new StringBuilder(
                Csv.line("load", "atSeconds", "due", "acknowledgedPerSecond", "ackP50Ms", "ackP99Ms", "faults"));
        for (var chart : charts) {
            for (var moment : chart.moments()) {
                var faults = chart.bands().stream()
                        .filter(band -> band.fromSeconds() <= moment.atSeconds() + chart.sliceSeconds()
                                && band.toSeconds() >= moment.atSeconds())
                        .map(band -> band.what())
                        .toList();
                lines.append(Csv.line(
                        chart.name(),
                        number(moment.atSeconds()),
                        moment.due(),
                        number(moment.acknowledgedPerSecond()),
                        number(moment.ackP50Ms()),
                        number(moment.ackP99Ms()),
                        String.join("; ", faults)));
            }
        }
        return lines.toString();
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }
}
