package rtmlab.checkers.edn;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values that were made of the same characters lately: the words of a history come again and again, and making each once
 * saves time and memory.
 *
 * @param <V> what is made
 */
public final class Shared<V> {
    private final Function<String, V> make;
    private final int longest;
    private final @Nullable String[] texts;
    private final Object[] values;

    /**
     * @param slots how many values are remembered, a power of 2
     * @param longest texts of more characters are not shared
     */
    public Shared(Function<String, V> make, int slots, int longest) {
        this.make = make;
        this.longest = longest;
        this.texts = new String[slots];
        this.values = new Object[slots];
    }

    /** Answers the value of these characters, whose hash is that of the text. */
    @SuppressWarnings("unchecked")
    public V of(char[] buffer, int from, int to, int hash) {
        int length = to - from;
        if (length > longest) {
            return make.apply(new String(buffer, from, length));
        }
        int slot = (hash ^ hash >>> 15) & (texts.length - 1);
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
