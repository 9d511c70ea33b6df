package rtmlab.harness.cli;

/** Something that the user asked for does not make sense; the message says what, where, and what to do. */
public final class UsageError extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UsageError(String message) {
        super(message);
    }
}
