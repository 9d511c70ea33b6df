package rtmlab.checkers.history;

/** Small change for sentences about messages. */
public final class Words {
    private static final int LONGEST_QUOTE = 60;

    private Words() {}

    /** Puts a message's text in quotation marks, cut short where it is long. */
    public static String quote(String text) {
        return "\"" + cut(text).replace('\n', ' ') + "\"";
    }

    /** Cuts a text short where it is long. */
    public static String cut(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE - 1) + "…";
    }

    /** Writes a channel as its members do: {@code #general}. */
    public static String channel(String channel) {
        return channel.startsWith("#") ? channel : "#" + channel;
    }

    /** Counts things: {@code 1 message}, {@code 2 messages}. */
    public static String count(long number, String thing) {
        return number + " " + (number == 1 ? thing : thing + "s");
    }

    static String because(String reason) {
        return reason.isBlank() ? "" : ": " + reason;
    }
}
