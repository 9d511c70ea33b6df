package rtmlab.backends.wire;

/** What came in cannot be read: Slack's word for it, and a sentence for whoever sent it. */
public final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String word;
    private final String detail;

    public Malformed(String word, String detail) {
        super(word + ": " + detail, null, false, false);
        this.word = word;
        this.detail = detail;
    }

    static Malformed arguments(String detail) {
        return new Malformed("invalid_arguments", detail);
    }

    /** Such as {@code json_not_object}. */
    public String word() {
        return word;
    }

    public String detail() {
        return detail;
    }
}
