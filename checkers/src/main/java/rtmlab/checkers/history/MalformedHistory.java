package rtmlab.checkers.history;

/** Says where a history stops making sense, and why. */
public final class MalformedHistory extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedHistory(String where, String why) {
        super(where + ": " + why);
    }

    static MalformedHistory atLine(int line, String why) {
        return new MalformedHistory("line " + line, why);
    }
}
