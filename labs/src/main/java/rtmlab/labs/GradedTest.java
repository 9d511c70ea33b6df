package rtmlab.labs;

/**
 * A part of a lab's grade: all of its points, or none.
 *
 * @param name a promise, in a few words: {@code no acknowledged message is lost}
 */
public record GradedTest(String name, int points, Check check) {

    /** Looks at a submission, in the simulated world; the same submission gets the same result, every time. */
    @FunctionalInterface
    public interface Check {
        Result of(Submission submission);
    }

    public GradedTest {
        requirePoints(name, points);
    }

    static void requirePoints(String name, int points) {
        if (points < 1 || points > 100) {
            throw new IllegalArgumentException("\"" + name + "\" is worth 1 to 100 points, not " + points);
        }
    }
}
