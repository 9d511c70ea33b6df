package rtmlab.checkers.history;

import java.util.List;
import java.util.Locale;

/** Small change for sentences about messages. */
public final class Words {
    private static final int LONGEST_QUOTE = 60;
    private static final int LONGEST_LIST = 12;

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

    /** Puts the article before a word: {@code a read}, {@code an append}. */
    public static String a(String word) {
        return (!word.isEmpty() && "aeiou".indexOf(word.charAt(0)) >= 0 ? "an " : "a ") + word;
    }

    /** Counts things: {@code 1 message}, {@code 2 messages}. */
    public static String count(long number, String thing) {
        return number + " " + (number == 1 ? thing : thing + "s");
    }

    /** Writes a moment or a span in seconds: {@code 2.310 s}. */
    public static String seconds(long micros) {
        return String.format(Locale.ROOT, "%.3f s", micros / 1e6);
    }

    /** Lists ids, cut short where there are many: {@code m1, m2 and 7 more}. */
    static String list(List<String> ids) {
        if (ids.isEmpty()) {
            return "nothing";
        }
        int shown = Math.min(ids.size(), LONGEST_LIST);
        var first = String.join(", ", ids.subList(0, shown));
        return ids.size() == shown ? first : first + " and " + (ids.size() - shown) + " more";
    }

    static String because(String reason) {
        return reason.isBlank() ? "" : ": " + reason;
    }
}
