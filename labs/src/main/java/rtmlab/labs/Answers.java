package rtmlab.labs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.labs.Submission.Unusable;

/** What a student's code returned, before anybody relies on it. */
public final class Answers {

    private Answers() {}

    /** Throws {@link Unusable}, which names the method, when it is null. */
    public static <T> T required(@Nullable T answer, String method) {
        if (answer == null) {
            throw new Unusable(method + " returned null");
        }
        return answer;
    }

    /** A copy, which does not change under the reader; throws {@link Unusable} when it is null or holds one. */
    public static <T> List<T> requiredList(@Nullable List<T> answers, String method) {
        var copy = new ArrayList<T>(required(answers, method));
        copy.forEach(answer -> required(answer, method + ", or what is in its list,"));
        return List.copyOf(copy);
    }
}
