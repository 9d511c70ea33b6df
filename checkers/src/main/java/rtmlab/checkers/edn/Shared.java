package rtmlab.checkers.edn;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values that were made of the same characters lately: the words of a history come again and again, and making each once
 * saves time and memory.
 *
 * @param <V> what is made
 */
final class Shared<V> {
    private static final int SLOTS = 1 << 12;
    private static final int LONGEST = 64;

    private final Function<String, V> make;
    private final @Nullable String[] texts = new String[SLOTS];
    private final Object[] values = new Object[SLOTS];

    Shared(Function<String, V> make) {
        this.make = make;
    }

    /** Answers the value of these characters, whose hash is that of the text. */
    @SuppressWarnings("unchecked")
    V of(char[] buffer, int from, int to, int hash) {
        int length = to - from;
        if (length > LONGEST) {
            return make.apply(new String(buffer, from, length));
        }
        int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
        var known = texts[slot];
        if (known != null && known.length() == length && isSame(known, buffer, from)) {
            return (V) values[slot];
        }
        var text = new String(buffer, from, length);
        var value = make.apply(text);
        texts[slot] = text;
        values[slot] = value;
        return value;
    }

    private static boolean isSame(String text, char[] buffer, int from) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != buffer[from + i]) {
                return false;
            }
        }
        return true;
    }
}
