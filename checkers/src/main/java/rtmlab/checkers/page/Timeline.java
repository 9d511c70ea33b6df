package rtmlab.checkers.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import rtmlab.checkers.history.Event;

/** Bars in lanes, from left to right in the order of what happened, as SVG; of many, those around what is red. */
final class Timeline {
    /** More cannot be made out on one page. */
    private static final int MOST_BARS = 32;

    private static final int LEFT = 170;
    private static final int WIDTH = 1500;
    private static final int LANE = 56;
    private static final int BAR = 26;
    private static final int TOP = 12;

    enum Looks {
        CALL(""),
        FITS("fits"),
        BAD("bad"),
        EVENT("event"),
        FAULT("fault");

        final String css;

        Looks(String css) {
            this.css = css;
        }
    }

    /**
     * A call, or a moment.
     *
     * @param order its number in the longest order that fits, or 0
     */
    record Bar(
            String lane,
            int from,
            int to,
            boolean isOpen,
            String label,
            String told,
            Looks looks,
            int order,
            boolean isMoment) {

        Bar(String lane, int from, int to, boolean isOpen, String label, String told, Looks looks, int order) {
            this(lane, from, to, isOpen, label, told, looks, order, false);
        }

        /** The same call with its answer. */
        Bar until(int place, Event answer, boolean isBad) {
            var looks = isBad ? Looks.BAD : looks();
            return new Bar(
                    lane, from, place, false, label, told + " – " + WitnessPage.told(answer), looks, order, isMoment);
        }
    }

    private final List<Bar> shown;
    private final int all;

    Timeline(List<Bar> bars) {
        this.all = bars.size();
        this.shown = around(bars);
    }

    /** What the verdict names, and of the rest that which is nearest to it, earlier first. */
    private static List<Bar> around(List<Bar> bars) {
        if (bars.size() <= MOST_BARS) {
            return bars;
        }
        // Beside what is red, a verdict names what comes last in the order that fits.
        int last = bars.stream().mapToInt(Bar::order).max().orElse(0);
        var named = bars.stream()
                .filter(bar -> bar.looks() == Looks.BAD || (last > 0 && bar.order() == last))
                .toList();
        var places = new TreeSet<>(named.stream().map(Bar::from).toList());
        named.forEach(bar -> places.add(bar.isOpen() ? bar.from() : bar.to()));
        if (places.isEmpty()) {
            places.add(bars.getLast().from());
        }
        return bars.stream()
                .sorted(Comparator.comparingLong(bar -> named.contains(bar) ? -1 : distance(bar, places)))
                .limit(MOST_BARS)
                .sorted(Comparator.comparingInt(Bar::from))
                .toList();
    }

    private static long distance(Bar bar, NavigableSet<Integer> places) {
        long nearest = Long.MAX_VALUE;
        for (int end : new int[] {bar.from(), bar.to()}) {
            var below = places.floor(end);
            var above = places.ceiling(end);
            nearest = below == null ? nearest : Math.min(nearest, (long) end - below);
            nearest = above == null ? nearest : Math.min(nearest, (long) above - end);
        }
        return nearest;
    }

    String scope() {
        return shown.size() == all
                ? "All " + all + " calls and events, from left to right in their order; not to scale."
                : String.format(
                        Locale.ROOT,
                        "%,d of %,d calls and events: those nearest to what breaks the promise, from left to right in their order; not to scale.",
                        shown.size(),
                        all);
    }

    String svg() {
        var lanes = new LinkedHashMap<String, Integer>();
        shown.stream()
                .map(Bar::lane)
                .sorted(Timeline::inNaturalOrder)
                .forEach(lane -> lanes.putIfAbsent(lane, lanes.size()));
        var columns = columns();
        double step = (double) (WIDTH - LEFT - 20) / Math.max(1, columns.size());
        int height = TOP + LANE * lanes.size() + 10;
        var lines = new ArrayList<String>();
        lines.add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"timeline\">".formatted(WIDTH, height));
        lanes.forEach((lane, row) -> {
            int y = TOP + LANE * row + LANE - 10;
            lines.add("<line class=\"lane\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>".formatted(LEFT, y, WIDTH, y));
            lines.add("<text x=\"4\" y=\"%d\">%s</text>".formatted(y - 6, escaped(cut(lane, 20))));
        });
        for (var bar : shown) {
            lines.add(drawn(bar, lanes, columns, step));
        }
        lines.add("</svg>");
        return String.join("\n", lines) + "\n";
    }

    private String drawn(Bar bar, Map<String, Integer> lanes, Map<Integer, Integer> columns, double step) {
        double x = LEFT + columns.getOrDefault(bar.from(), 0) * step;
        double end = LEFT + (columns.getOrDefault(bar.to(), columns.size() - 1) + 1) * step;
        double width = Math.max(6, (bar.isMoment() ? step : end - x) - 3);
        int y = TOP + LANE * lanes.getOrDefault(bar.lane(), 0) + LANE - 10 - BAR;
        int letters = (int) (Math.max(width, step) / 9.5);
        var name = "<text class=\"name soft\" x=\"%.1f\" y=\"%d\">%s</text>"
                .formatted(
                        x,
                        y - 3,
                        escaped(bar.looks() == Looks.BAD ? bar.label() : cut(bar.label(), Math.max(2, letters))));
        var order = bar.order() == 0
                ? ""
                : "<text class=\"order\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>"
                        .formatted(x + Math.min(width / 2, 16), y + 19, bar.order());
        return ("<g class=\"op %s%s\" tabindex=\"0\"><title>%s</title>"
                        + "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"4\"/>%s%s</g>")
                .formatted(
                        bar.looks().css,
                        bar.isOpen() ? " open" : "",
                        escaped(bar.told()),
                        x,
                        y,
                        width,
                        BAR,
                        name,
                        order);
    }

    /** A column for each place at which something shown begins or ends. */
    private Map<Integer, Integer> columns() {
        var places = new TreeSet<Integer>();
        for (var bar : shown) {
            places.add(bar.from());
            if (!bar.isOpen()) {
                places.add(bar.to());
            }
        }
        var columns = new LinkedHashMap<Integer, Integer>();
        places.forEach(place -> columns.put(place, columns.size()));
        return columns;
    }

    /** Process 2 before process 11. */
    private static int inNaturalOrder(String one, String other) {
        var wordsOfOne = one.replaceAll("[0-9]+$", "");
        var wordsOfOther = other.replaceAll("[0-9]+$", "");
        if (!wordsOfOne.equals(wordsOfOther)) {
            return wordsOfOne.compareTo(wordsOfOther);
        }
        return one.length() == other.length() ? one.compareTo(other) : Integer.compare(one.length(), other.length());
    }

    private static String cut(String text, int letters) {
        return text.length() <= letters ? text : text.substring(0, Math.max(1, letters - 1)) + "…";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
