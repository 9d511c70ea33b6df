package rtmlab.labs.jail;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Optional;
import rtmlab.labs.Submission.Unusable;

/** Whose exception it is, and what a student should read of it. */
public final class Thrower {

    private Thrower() {}

    /** By its place, as far as one is known; some exceptions have none, and the deepest of calls may all be the JDK's. */
    static boolean isStudent(Throwable thrown) {
        return frame(thrown).isPresent()
                || thrown.getClass().getName().startsWith(AllowList.STUDENT_PACKAGE)
                || thrown instanceof StackOverflowError;
    }

    /** What the student's code threw, and where. */
    public static String sentence(Throwable thrown) {
        if (thrown instanceof Unusable) {
            return message(thrown).replaceFirst("^: ", "");
        }
        if (thrown instanceof StudentClasses.Thrown wrapped) {
            return sentence(wrapped.what());
        }
        var where = frame(thrown)
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
        return "your code threw " + thrown.getClass().getSimpleName() + where + message(thrown);
    }

    private static Optional<StackTraceElement> frame(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(AllowList.STUDENT_PACKAGE))
                .findFirst();
    }

    private static String message(Throwable thrown) {
        try {
            var message = thrown.getMessage();
            return message == null ? "" : ": " + message;
        } catch (RuntimeException _) {
            return ""; // It may be an exception of the student's own making.
        }
    }

    static String details(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
