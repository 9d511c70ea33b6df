package rtmlab.labs.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The grades of many submissions, and what is odd about several of them together. */
public final class GradeBook {

    private final List<Graded> all = new ArrayList<>();

    public void add(Graded graded) {
        all.add(graded);
    }

    /** Whether each submission has a grade, whatever its points. */
    public boolean isComplete() {
        return all.stream().allMatch(graded -> graded.grade() != null);
    }

    /** One for each submission; where one student has handed in one lab more than once, each says so. */
    public List<Graded> rows() {
        return all.stream().map(graded -> graded.withProblem(twins(graded))).toList();
    }

    private String twins(Graded graded) {
        var twins = all.stream()
                .filter(other -> !other.equals(graded) && isSameStudents(graded.grade(), other.grade()))
                .map(Graded::folder)
                .collect(Collectors.joining(", "));
        return twins.isEmpty() ? "" : "the same student and lab: " + twins;
    }

    private static boolean isSameStudents(@Nullable Grade one, @Nullable Grade other) {
        return one != null
                && other != null
                && one.lab() == other.lab()
                && one.student().equals(other.student());
    }
}
