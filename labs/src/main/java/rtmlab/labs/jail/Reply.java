package rtmlab.labs.jail;

import org.jspecify.annotations.Nullable;
import rtmlab.labs.Result;

/**
 * What a jailed process says, one line each.
 *
 * @param kind what about
 * @param words why the submission is unusable, or what the student's code printed
 * @param result of the next test
 */
record Reply(Kind kind, String words, @Nullable Result result) {

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
