package rtmlab.labs.jail;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.labs.Result;

/**
 * What a jailed process says, one line each.
 *
 * @param kind what about
 * @param words why the submission is unusable, or what the student's code printed
 * @param result of the next test
 * @param classFiles what the sources were compiled to, by binary name
 */
record Reply(
        Kind kind,
        String words,
        @Nullable Result result,
        @Nullable Map<String, byte[]> classFiles) {

    Reply(Kind kind, String words, @Nullable Result result) {
        this(kind, words, result, null);
    }

    enum Kind {
        /** The sources are compiled and looked through: tests follow. */
        USABLE,
        /** They are not: nothing follows. */
        UNUSABLE,
        RESULT,
        /** A defect of ours: no grade can be given. */
        DEFECT,
        PRINTED
    }
}
