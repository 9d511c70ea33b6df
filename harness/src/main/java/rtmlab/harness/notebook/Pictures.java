package rtmlab.harness.notebook;

import java.util.List;
import java.util.Locale;
import rtmlab.harness.simulated.FlowPoints;

/** What cells display as HTML, where it is neither a chart nor a page of its own. */
public final class Pictures {

    private static final int SQUARE = 24;
    private static final int STEP = 28;
    private static final int LEFT = 90;

    private Pictures() {}

    /** One square for each crash on a message's way, red where it breaks a promise; each tells what when it is pointed at. */
    public static String crashes(String architecture, List<FlowPoints.Point> points) {
        var svg = new StringBuilder();
        svg.append("<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='36' font-family='sans-serif'>"
                .formatted(LEFT + points.size() * STEP));
        svg.append("<text x='0' y='23' font-size='15'>%s</text>".formatted(escaped(architecture)));
        for (var i = 0; i < points.size(); i++) {
            var point = points.get(i);
            var told = point.fault() + " " + point.step() + ": "
                    + (point.broken().isEmpty()
                            ? "all kept"
                            : String.join(", ", point.broken().keySet()));
            svg.append("<rect x='%d' y='6' width='%d' height='%d' rx='3' fill='%s'><title>%s</title></rect>"
                    .formatted(
                            LEFT + i * STEP,
                            SQUARE,
                            SQUARE,
                            point.broken().isEmpty() ? "#3b8f4a" : "#c02a2a",
                            escaped(told)));
        }
        return svg.append("</svg>").toString();
    }

    /**
     * A page of its own, such as a witness, inside of the notebook: what it says of fonts and colors stays in its frame.
     *
     * @param heightPx of the frame; a higher page is scrolled
     */
    public static String framed(String page, int heightPx) {
        return String.format(
                Locale.ROOT,
                "<iframe width='100%%' height='%d' frameborder='0' srcdoc='%s'></iframe>",
                heightPx,
                escaped(page));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }
}
