package rtmlab.labs;

import org.jspecify.annotations.Nullable;

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
     * @param file as {@code .story} files are written; empty for what cannot be run again
     * @param told in numbered sentences, one on each line
     * @param drawn as a space-time diagram, in SVG; empty where there is none
     */
    public record FailingStory(String file, String told, String drawn) {

        /** A history that is no run of the student's code. */
        public static FailingStory ofHistory(String told) {
            return new FailingStory("", told, "");
        }
    }

    public static Result passed(String evidence) {
        return new Result(true, evidence, "", "", null);
    }

    public static Result failed(String words) {
        return new Result(false, words, "", "", null);
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
