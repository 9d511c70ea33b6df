package rtmlab.harness.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rtmlab.simulator.world.Happening;
import rtmlab.simulator.world.Happening.Kind;

/**
 * A recorded run as a space-time diagram in SVG: one lane per node, time from left to right in the order of what
 * happened (not to scale), an arrow per message, a cross per crash.
 */
public final class SpaceTime {

    /** More than this cannot be made out on one page; the diagram says so when it leaves the rest away. */
    private static final int MAX_HAPPENINGS = 400;

    /** Who looks at the store in the end is no part of the system. */
    private static final String PROBE = "probe";

    private static final int LANE_HEIGHT = 44;
    private static final int COLUMN_WIDTH = 22;
    private static final int LEFT = 170;
    private static final int TOP = 90;

    private static final Set<Kind> SHOWN =
            Set.of(Kind.STEP, Kind.SENT, Kind.ARRIVED, Kind.CRASHED, Kind.STARTED, Kind.MISHAP, Kind.PHASE);

    private final String title;
    private final String witness;
    private final List<Happening> happenings;
    private final int leftAway;
    private final Map<String, Integer> lanes = new LinkedHashMap<>();

    public SpaceTime(SimulatedOutcome outcome, String promise, String witness) {
        this.title = promise;
        this.witness = witness;
        var all = new Telling(outcome, promise)
                .workload().stream()
                        .filter(happening -> SHOWN.contains(happening.kind())
                                && !happening.where().startsWith(PROBE))
                        .toList();
        this.happenings = all.subList(0, Math.min(MAX_HAPPENINGS, all.size()));
        this.leftAway = all.size() - happenings.size();
        happenings.stream()
                .filter(happening -> happening.kind() != Kind.PHASE)
                .forEach(happening -> lanes.putIfAbsent(happening.where(), lanes.size()));
    }

    public String svg() {
        var width = LEFT + COLUMN_WIDTH * (happenings.size() + 2);
        var height = TOP + LANE_HEIGHT * lanes.size() + 40;
        var parts = new ArrayList<String>();
        parts.add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\">"
                .formatted(width, height));
        parts.add("<title>" + escape(title) + "</title>");
        parts.add("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\""
                + " markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#4a6fa5\"/></marker></defs>");
        parts.add("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        parts.add(text(12, 26, 18, "#1a1a1a", title + " broken"));
        parts.add(text(12, 50, 13, "#b00020", witness));
        parts.add(text(
                12,
                70,
                12,
                "#555555",
                leftAway == 0
                        ? "left to right: what happened, in order, not to scale"
                        : "left to right: the first " + happenings.size() + " things that happened; " + leftAway
                                + " more are left away"));
        lanes.forEach((node, lane) -> {
            var y = y(lane);
            parts.add(text(12, y + 5, 14, "#1a1a1a", node));
            parts.add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#c8c8c8\" stroke-width=\"2\"/>"
                    .formatted(LEFT, y, width - 10, y));
        });
        addHappenings(parts);
        parts.add("</svg>");
        return String.join("\n", parts) + "\n";
    }

    private void addHappenings(List<String> parts) {
        var sent = new HashMap<Integer, int[]>();
        for (var column = 0; column < happenings.size(); column++) {
            var happening = happenings.get(column);
            var x = LEFT + COLUMN_WIDTH * (column + 1);
            if (happening.kind() == Kind.PHASE) {
                parts.add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#888888\" stroke-dasharray=\"4 4\"/>"
                        .formatted(x, TOP - 12, x, TOP + LANE_HEIGHT * lanes.size()));
                parts.add(text(x + 3, TOP - 4, 11, "#555555", happening.what()));
                continue;
            }
            var y = y(lanes.getOrDefault(happening.where(), 0));
            switch (happening.kind()) {
                case SENT -> sent.put(happening.message(), new int[] {x, y});
                case ARRIVED -> {
                    var from = sent.get(happening.message());
                    if (from != null) {
                        parts.add(arrow(from, x, y, happening));
                    }
                }
                case CRASHED -> parts.add(cross(x, y));
                case MISHAP -> parts.add(text(x - 4, y - 10, 11, "#b00020", happening.what()));
                case STARTED -> parts.add(dot(x, y, "#2e7d32", happening));
                default -> parts.add(dot(x, y, "#1a1a1a", happening));
            }
        }
    }

    private static int y(int lane) {
        return TOP + LANE_HEIGHT * lane + LANE_HEIGHT / 2;
    }

    private static String dot(int x, int y, String colour, Happening happening) {
        return "<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"><title>%s</title></circle>"
                .formatted(x, y, colour, escape(happening.toString()));
    }

    private static String cross(int x, int y) {
        return "<path d=\"M%d %dl14 14m0 -14l-14 14\" stroke=\"#b00020\" stroke-width=\"4\"/>".formatted(x - 7, y - 7);
    }

    private static String arrow(int[] from, int x, int y, Happening happening) {
        return ("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#4a6fa5\" stroke-width=\"1.4\""
                        + " marker-end=\"url(#tip)\"><title>%s</title></line>")
                .formatted(from[0], from[1], x, y, escape(happening.what()));
    }

    private static String text(int x, int y, int size, String colour, String words) {
        return "<text x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"%s\">%s</text>"
                .formatted(x, y, size, colour, escape(words));
    }

    private static String escape(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
