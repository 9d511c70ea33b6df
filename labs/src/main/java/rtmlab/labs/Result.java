package rtmlab.labs;

import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.History;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.page.RunPage;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.Telling;
import rtmlab.protocol.variant.Architecture;

/**
 * What a graded test found.
 *
 * @param words the evidence, or what is wrong and where to look, in sentences for the student
 * @param fingerprint of all that happened: when the test is run again on the same code, it must be the same
 * @param data for the tests on real servers; empty where there is none
 * @param story the smallest run that shows what is wrong, if it was a run that showed it
 */
public record Result(
        boolean passed,
        String words,
        String fingerprint,
        String data,
        @Nullable FailingStory story) {

    /**
     * A run that can be told.
     *
     * @param file as {@code .story} files are written; empty for what cannot be run again from one, such as every run of a
     *     student's own code
     * @param told in numbered sentences, one on each line
     * @param scene laid out, as {@code RunPage} draws it
     */
    public record FailingStory(String file, String told, String scene) {

        /** A run that was recorded. */
        public static FailingStory of(SimulatedOutcome outcome, String promise, Team team, Architecture architecture) {
            var told = String.join("\n", new Telling(outcome, promise).lines());
            return new FailingStory("", told, RunPage.sceneOf(outcome, team, architecture));
        }

        /** A history, of whose run no more is known. */
        public static FailingStory of(History history) {
            return new FailingStory("", HandOuts.told(history), RunPage.sceneOf(history));
        }

        public FailingStory withFile(String file) {
            return new FailingStory(file, told, scene);
        }
    }

    public static Result passed(String evidence) {
        return new Result(true, evidence, "", "", null);
    }

    public static Result failed(String words) {
        return new Result(false, words, "", "", null);
    }

    public Result withWords(String words) {
        return new Result(passed, words, fingerprint, data, story);
    }

    public Result withFingerprint(String fingerprint) {
        return new Result(passed, words, fingerprint, data, story);
    }

    public Result withData(String data) {
        return new Result(passed, words, fingerprint, data, story);
    }

    public Result withStory(FailingStory story) {
        return new Result(passed, words, fingerprint, data, story);
    }
}
