package rtmlab.harness.boot;

import java.util.List;

/** How something grows with something else: as its power, by the least squares of the logarithms. */
public final class Growth {

    private Growth() {}

    /** Two figures that belong together, both above 0. */
    public record Point(double x, double y) {}

    /** The b of y = a·x^b that lies closest to these points. */
    public static double exponent(List<Point> points) {
        if (points.size() < 2) {
            throw new IllegalArgumentException("growth shows in at least two points, not " + points.size());
        }
        var meanX = points.stream()
                .mapToDouble(point -> Math.log(point.x()))
                .average()
                .orElseThrow();
        var meanY = points.stream()
                .mapToDouble(point -> Math.log(point.y()))
                .average()
                .orElseThrow();
        var covariance = 0.0;
        var variance = 0.0;
        for (var point : points) {
            var deviation = Math.log(point.x()) - meanX;
            covariance += deviation * (Math.log(point.y()) - meanY);
            variance += deviation * deviation;
        }
        return covariance / variance;
    }
}
