package rtmlab.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A chart in SVG, for notebooks and reports: lines, points and bars over two axes, each linear or logarithmic.
 *
 * <pre>
 * Chart.titled("Payload of a start").x("users", LOG).y("bytes", LOG).line("rtm.start", points).svg()
 * </pre>
 */
public final class Chart {

    /** How an axis counts. */
    public enum Scale {
        LINEAR,
        LOG
    }

    /** A place in the chart. */
    public record Point(double x, double y) {}

    private enum Look {
        LINE,
        POINTS,
        BARS
    }

    private record Series(String name, Look look, List<Point> points) {}

    private record Axis(String label, Scale scale, double low, double high) {

        /** Where a value lies between the ends of the axis, from 0 to 1. */
        double place(double value) {
            return scale == Scale.LINEAR
                    ? (value - low) / (high - low)
                    : (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low));
        }

        List<Double> ticks() {
            var ticks = new ArrayList<Double>();
            if (scale == Scale.LOG) {
                for (var tick = Math.pow(10, Math.ceil(Math.log10(low) - 1e-9)); tick <= high * 1.0001; tick *= 10) {
                    ticks.add(tick);
                }
                return ticks;
            }
            var step = niceStep(high - low);
            for (var tick = Math.ceil(low / step) * step; tick <= high + step / 1000; tick += step) {
                ticks.add(tick);
            }
            return ticks;
        }

        private static double niceStep(double range) {
            var rough = range / 5;
            var power = Math.pow(10, Math.floor(Math.log10(rough)));
            return DoubleStream.of(1, 2, 5, 10)
                    .map(step -> step * power)
                    .filter(step -> step >= rough)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final int LEFT = 78;
    private static final int RIGHT = 20;
    private static final int TOP = 64;
    private static final int BOTTOM = 54;

    // Told apart by people who do not see red and green apart, and 3 to 1 against white (Okabe and Ito, darkened).
    private static final List<String> COLOURS =
            List.of("#0062a3", "#c14a00", "#00795a", "#a0458a", "#6b6100", "#4d4d4d");

    private final String title;
    private String xLabel = "";
    private String yLabel = "";
    private Scale xScale = Scale.LINEAR;
    private Scale yScale = Scale.LINEAR;
    private final List<Series> series = new ArrayList<>();

    private Chart(String title) {
        this.title = title;
    }

    public static Chart titled(String title) {
        return new Chart(title);
    }

    public Chart x(String label, Scale scale) {
        xLabel = label;
        xScale = scale;
        return this;
    }

    public Chart y(String label, Scale scale) {
        yLabel = label;
        yScale = scale;
        return this;
    }

    /** Joins the points in their order. */
    public Chart line(String name, List<Point> points) {
        return with(name, Look.LINE, points);
    }

    public Chart points(String name, List<Point> points) {
        return with(name, Look.POINTS, points);
    }

    /** A bar from the bottom of the chart to each point. */
    public Chart bars(String name, List<Point> points) {
        return with(name, Look.BARS, points);
    }

    private Chart with(String name, Look look, List<Point> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("\"" + name + "\" has no points to draw");
        }
        series.add(new Series(name, look, List.copyOf(points)));
        return this;
    }

    /** Throws IllegalStateException where nothing is drawn, or a logarithmic axis is to hold 0 or less. */
    public String svg() {
        if (series.isEmpty()) {
            throw new IllegalStateException("nothing is drawn in \"" + title + "\"");
        }
        var x = axis(xLabel, xScale, all().mapToDouble(Point::x).toArray(), false);
        var y = axis(yLabel, yScale, all().mapToDouble(Point::y).toArray(), true);
        var parts = new ArrayList<String>();
        parts.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                                .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT)
                        + " font-family=\"system-ui, sans-serif\">");
        parts.add("<title>" + escape(title) + "</title>");
        parts.add("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        parts.add(text(LEFT, 24, 16, "start", "#1a1a1a", title));
        addAxes(parts, x, y);
        for (var number = 0; number < series.size(); number++) {
            addSeries(parts, x, y, series.get(number), COLOURS.get(number % COLOURS.size()));
        }
        addLegend(parts);
        parts.add("</svg>");
        return String.join("\n", parts);
    }

    private Stream<Point> all() {
        return series.stream().flatMap(one -> one.points.stream());
    }

    private Axis axis(String label, Scale scale, double[] values, boolean fromZero) {
        var low = DoubleStream.of(values).min().orElseThrow();
        var high = DoubleStream.of(values).max().orElseThrow();
        if (scale == Scale.LOG) {
            if (low <= 0) {
                throw new IllegalStateException("a logarithmic axis (" + label + ") has no place for " + low);
            }
            return new Axis(label, scale, low / 1.25, high * 1.25);
        }
        low = fromZero ? Math.min(0, low) : low;
        return new Axis(label, scale, low, high > low ? high + (fromZero ? (high - low) * 0.05 : 0) : low + 1);
    }

    private static void addAxes(List<String> parts, Axis x, Axis y) {
        var bottom = HEIGHT - BOTTOM;
        for (var tick : x.ticks()) {
            var at = at(x).applyAsDouble(tick);
            parts.add(line(at, TOP, at, bottom, "#e2e2e2", 1));
            parts.add(text(at, bottom + 18, 12, "middle", "#444444", number(tick)));
        }
        for (var tick : y.ticks()) {
            var at = up(y).applyAsDouble(tick);
            parts.add(line(LEFT, at, WIDTH - RIGHT, at, "#e2e2e2", 1));
            parts.add(text(LEFT - 8, at + 4, 12, "end", "#444444", number(tick)));
        }
        parts.add(line(LEFT, bottom, WIDTH - RIGHT, bottom, "#444444", 1.5));
        parts.add(line(LEFT, TOP, LEFT, bottom, "#444444", 1.5));
        parts.add(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, 13, "middle", "#1a1a1a", x.label()));
        parts.add(
                "<text transform=\"translate(18 %s) rotate(-90)\" font-size=\"13\" text-anchor=\"middle\" fill=\"#1a1a1a\">%s</text>"
                        .formatted(places((TOP + bottom) / 2.0), escape(y.label())));
    }

    private static void addSeries(List<String> parts, Axis x, Axis y, Series one, String colour) {
        var across = at(x);
        var upwards = up(y);
        switch (one.look) {
            case LINE -> {
                var path = new StringBuilder();
                for (var point : one.points) {
                    path.append(path.isEmpty() ? "M" : "L")
                            .append(places(across.applyAsDouble(point.x())))
                            .append(' ')
                            .append(places(upwards.applyAsDouble(point.y())));
                }
                parts.add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\"/>".formatted(path, colour));
            }
            case POINTS ->
                one.points.forEach(point ->
                        parts.add("<circle cx=\"%s\" cy=\"%s\" r=\"4.5\" fill=\"%s\"><title>%s: %s, %s</title></circle>"
                                .formatted(
                                        places(across.applyAsDouble(point.x())),
                                        places(upwards.applyAsDouble(point.y())),
                                        colour,
                                        escape(one.name),
                                        number(point.x()),
                                        number(point.y()))));
            case BARS -> {
                var width = Math.max(1, 0.7 * (WIDTH - LEFT - RIGHT) / one.points.size());
                one.points.forEach(point -> {
                    var top = upwards.applyAsDouble(point.y());
                    parts.add(
                            "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"><title>%s: %s</title></rect>"
                                    .formatted(
                                            places(across.applyAsDouble(point.x()) - width / 2),
                                            places(top),
                                            places(width),
                                            places(Math.max(0, HEIGHT - BOTTOM - top)),
                                            colour,
                                            escape(one.name),
                                            number(point.y())));
                });
            }
        }
    }

    private void addLegend(List<String> parts) {
        var left = (double) LEFT;
        for (var number = 0; number < series.size(); number++) {
            var name = series.get(number).name;
            parts.add("<rect x=\"%s\" y=\"%d\" width=\"14\" height=\"14\" fill=\"%s\"/>"
                    .formatted(places(left), 36, COLOURS.get(number % COLOURS.size())));
            parts.add(text(left + 20, 48, 13, "start", "#1a1a1a", name));
            left += 44 + 7.2 * name.length();
        }
    }

    private static DoubleUnaryOperator at(Axis x) {
        return value -> LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private static DoubleUnaryOperator up(Axis y) {
        return value -> HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String line(double x1, double y1, double x2, double y2, String colour, double width) {
        return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%s\"/>"
                .formatted(places(x1), places(y1), places(x2), places(y2), colour, width);
    }

    private static String text(double x, double y, int size, String anchor, String colour, String words) {
        return "<text x=\"%s\" y=\"%s\" font-size=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>"
                .formatted(places(x), places(y), size, anchor, colour, escape(words));
    }

    private static String places(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** As people read figures: 1,500 or 2.5M. */
    private static String number(double value) {
        var size = Math.abs(value);
        if (size >= 1e6) {
            return trimmed(value / 1e6) + "M";
        }
        return size >= 1_000 ? String.format(Locale.ROOT, "%,.0f", value) : trimmed(value);
    }

    private static String trimmed(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
    }

    private static String escape(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
