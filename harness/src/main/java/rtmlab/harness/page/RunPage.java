package rtmlab.harness.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import rtmlab.checkers.history.History;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.page.HtmlReport.Broken;
import rtmlab.harness.page.HtmlReport.Chapter;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.protocol.variant.Architecture;

/**
 * One run as an HTML file that needs nothing else: what is wrong with it, drawn so that it can be stepped through, and
 * told.
 *
 * @param title of the whole page
 * @param wrong what is wrong with the run, in sentences
 * @param faults what was made to go wrong, if anything
 * @param told in numbered sentences, one on each line
 * @param scene from {@link #sceneOf}
 * @param madeBy the command
 * @param beside files in the same folder that tell of the same run
 */
public record RunPage(
        String title,
        String wrong,
        List<String> faults,
        String told,
        String scene,
        String madeBy,
        List<String> beside) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A recorded run laid out, as JSON: it can be drawn in another process than the one that ran it. */
    public static String sceneOf(SimulatedOutcome outcome, Team team, Architecture architecture) {
        return write(new SceneBuilder(outcome, team, architecture).scene(List.of(), System.nanoTime()));
    }

    /** The same of a history, of whose run no more is known than what its clients noted. */
    public static String sceneOf(History history) {
        return write(new HistoryScene(history, Map.of()).scene(""));
    }

    private static String write(Scene scene) {
        try {
            return JSON.writeValueAsString(scene.timeless());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole file. */
    public String html() {
        try {
            var run = JSON.readValue(scene, Scene.class);
            var broken = new Broken("", wrong, faults, "", told.lines().toList(), run);
            var chapter = new Chapter(run.architecture(), "", List.of(), List.of(), List.of(), List.of(broken));
            return new HtmlReport(
                            title,
                            "The smallest run that was found to show what is wrong.",
                            madeBy,
                            beside,
                            List.of(),
                            List.of(chapter),
                            List.of(),
                            null)
                    .html();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not a scene", e);
        }
    }
}
