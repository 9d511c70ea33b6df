package rtmlab.protocol.port;

/**
 * A refusal in Slack's words, such as {@code channel_not_found}: the other side answered, and did nothing.
 *
 * <p>Thrown by a handler, it is the answer {@code {"ok":false,"error":"channel_not_found"}}; thrown by a call, it is
 * that answer received.
 */
public final class SlackError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String word;

    public SlackError(String word) {
        super(word, null, false, false);
        if (!word.matches("[a-z_]+")) {
            throw new IllegalArgumentException(
                    "Slack's error words are small letters and underscores, not \"" + word + '"');
        }
        this.word = word;
    }

    public String word() {
        return word;
    }
}
