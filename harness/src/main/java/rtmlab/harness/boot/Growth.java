package rtmlab.harness.boot;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How something grows with something else: as its power, by the least squares of the logarithms. */
public final class Growth {

    /** Below it, what does not grow at all weighs in too much. */
    public static final int FROM_USERS = 500;

    private Growth() {}

    /** Two figures that belong together, both above 0. */
    public record Point(double x, double y) {}

    /** The power with which this figure grows with the team, of teams of at least so many users; NaN of fewer than two. */
    public static double ofTeam(List<Payloads> payloads, int fromUsers, ToDoubleFunction<Payloads> figure) {
        var points = payloads.stream()
                .filter(payload -> payload.users() >= fromUsers)
                .map(payload -> new Point(payload.users(), figure.applyAsDouble(payload)))
                .distinct()
                .toList();
        return points.size() < 2 ? Double.NaN : exponent(points);
    }

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
