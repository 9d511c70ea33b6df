package rtmlab.harness.doctor;

import java.util.Locale;

/**
 * What was looked at, what was found, and what to do about it.
 *
 * @param advice empty where there is nothing to do
 */
public record Check(String name, Status status, String found, String advice) {

    /** Warnings are of what only some commands need. */
    public enum Status {
        OK,
        WARN,
        FAIL;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Check ok(String name, String found) {
        return new Check(name, Status.OK, found, "");
    }

    static Check warn(String name, String found, String advice) {
        return new Check(name, Status.WARN, found, advice);
    }

    static Check fail(String name, String found, String advice) {
        return new Check(name, Status.FAIL, found, advice);
    }
}
