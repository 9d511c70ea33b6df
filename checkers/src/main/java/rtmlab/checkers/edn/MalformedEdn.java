package rtmlab.checkers.edn;

/** Says on which line a text stops being EDN, and why. */
public final class MalformedEdn extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final String why;

    MalformedEdn(int line, String why) {
        super("line " + line + ": " + why);
        this.line = line;
        this.why = why;
    }

    public int line() {
        return line;
    }

    public String why() {
        return why;
    }
}
