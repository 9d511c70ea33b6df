package rtmlab.labs.grade;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rtmlab.labs.Result;

/**
 * What a submission is worth.
 *
 * @param unusable why nothing could be graded, if so; then every test that was asked for is failed
 * @param items one for each test, in the lab's order
 * @param printed the beginning of what the student's code printed
 */
public record Grade(int lab, String student, @Nullable String unusable, List<Item> items, String printed) {

    public Grade {
        items = List.copyOf(items);
    }

    /** One test, what it is worth, and what it found. */
    public record Item(String name, int points, World world, Outcome outcome, Result result) {
        public int earned() {
            return outcome == Outcome.PASSED ? points : 0;
        }
    }

    /** Where a test was run. */
    public enum World {
        SIMULATED,
        REAL
    }

    public enum Outcome {
        PASSED,
        FAILED,
        /** It was not asked for: the points are neither earned nor lost. */
        NOT_RUN
    }

    public int earned() {
        return items.stream().mapToInt(Item::earned).sum();
    }

    /** Of those tests that were run. */
    public int possible() {
        return items.stream()
                .filter(item -> item.outcome() != Outcome.NOT_RUN)
                .mapToInt(Item::points)
                .sum();
    }

    public boolean isFull() {
        return earned() == possible();
    }

    /** The first failed test whose run can be told. */
    public Optional<Item> firstStory() {
        return items.stream()
                .filter(item ->
                        item.outcome() == Outcome.FAILED && item.result().story() != null)
                .findFirst();
    }
}
