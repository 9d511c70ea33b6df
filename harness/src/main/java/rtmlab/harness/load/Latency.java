package rtmlab.harness.load;

import java.util.List;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;

/**
 * How latencies are spread, in milliseconds: by HdrHistogram, to three significant digits.
 *
 * @param curve from the median of all to the slowest of all, in ever finer steps
 */
public record Latency(
        long count, double p50Ms, double p90Ms, double p99Ms, double p999Ms, double maxMs, List<Point> curve) {

    /** So many percent took at most that long. */
    public record Point(double percentile, double ms) {}

    private static final int STEPS_PER_HALVING = 4;

    static Latency of(Histogram micros) {
        var curve = StreamSupport.stream(micros.percentiles(STEPS_PER_HALVING).spliterator(), false)
                .map(step -> new Point(step.getPercentileLevelIteratedTo(), step.getValueIteratedTo() / 1_000.0))
                .toList();
        return new Latency(
                micros.getTotalCount(),
                ms(micros, 50),
                ms(micros, 90),
                ms(micros, 99),
                ms(micros, 99.9),
                micros.getMaxValue() / 1_000.0,
                curve);
    }

    private static double ms(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1_000.0;
    }
}
