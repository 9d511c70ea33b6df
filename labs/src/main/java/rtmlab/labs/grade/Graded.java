package rtmlab.labs.grade;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A submission of a folder full of them.
 *
 * @param folder its folder's name
 * @param grade absent when there was nothing to grade
 * @param problem why not, or what somebody should look at before the grade counts; otherwise empty
 */
public record Graded(String folder, @Nullable Grade grade, String problem) {

    Graded withProblem(String another) {
        return new Graded(
                folder,
                grade,
                Stream.of(problem, another).filter(one -> !one.isEmpty()).collect(Collectors.joining("; ")));
    }
}
