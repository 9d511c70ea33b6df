package rtmlab.harness.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.harness.report.LoadChart;

/**
 * A report as one HTML file that needs nothing else; of its chapters those are shown that there is something for.
 *
 * @param madeBy the command
 * @param beside files in the same folder, for other programs
 * @param chapters an architecture each, or whatever else verdicts were made on
 * @param history a run on real processes, event by event
 */
record HtmlReport(
        String title,
        String tagline,
        String madeBy,
        List<String> beside,
        List<Table> tables,
        List<Chapter> chapters,
        List<LoadChart> loads,
        @Nullable Scene history) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Figures in rows and columns. */
    record Table(String title, String about, List<String> head, List<List<String>> rows) {}

    /** What one architecture promised, and what became of it. */
    record Chapter(
            String name, String summary, List<Row> rows, List<Crash> crashes, List<Moment> life, List<Broken> broken) {}

    record Row(String promise, String verdict, String expected, String world, String explanation, String experiment) {}

    /** A crash at a step of the flow, in both worlds; {@code real} is absent where it was not tried there. */
    record Crash(
            String step,
            String node,
            String fault,
            List<Told> simulated,
            @Nullable List<Told> real) {}

    record Told(String promise, String witness) {}

    /** A moment in a message's life. */
    record Moment(String what, long micros) {}

    /**
     * Something wrong, in a run that can be stepped through.
     *
     * @param promise empty where it is no promise that is broken
     * @param story where it lies, from the report's folder; empty where it cannot be run again from a file
     * @param told in sentences; empty where the story tells it
     */
    record Broken(String promise, String witness, List<String> faults, String story, List<String> told, Scene scene) {}

    /** The whole file. */
    String html() {
        try {
            return Resources.text("report.html")
                    .replace("/*css*/", Resources.text("page.css") + Resources.text("report.css"))
                    .replace("/*diagram*/", Resources.text("diagram.js").replace("export function", "function"))
                    .replace("/*charts*/", Resources.text("charts.js"))
                    .replace("/*events*/", Resources.text("events.js"))
                    .replace("/*report*/", Resources.text("report.js"))
                    // A text that someone posted must not end the script that it stands in.
                    .replace("/*data*/", JSON.writeValueAsString(this).replace("<", "\\u003c"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
