package rtmlab.checkers.history;

import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Shared;

/**
 * Reads one line that holds one JSON object of texts, whole numbers and flags, as almost all lines of a history do.
 *
 * <p>It says no to everything else, right or wrong: that is read, or complained of, by a parser that knows all of JSON.
 */
final class FlatJson {
    private static final @Nullable Field[] FIELDS = fields();
    private static final int MOST_DIGITS = 18;
    private static final int SLOTS = 1 << 16;
    private static final int LONGEST_SHARED = 1_000;

    private final Shared<String> texts = new Shared<>(text -> text, SLOTS, LONGEST_SHARED);
    private char[] line = new char[0];
    private int at;
    private int end;

    /** Reads the characters from one place up to another into the fields; answers false if it cannot. */
    boolean read(char[] buffer, int from, int to, Fields fields) {
        line = buffer;
        at = from;
        end = to;
        if (!take('{')) {
            return false;
        }
        do {
            skipSpace();
            var field = key();
            if (field == null || !take(':')) {
                return false;
            }
            skipSpace();
            var value = value();
            if (value == null || !field.type.isInstance(value) || fields.has(field)) {
                return false;
            }
            fields.set(field, value);
        } while (take(','));
        if (!take('}')) {
            return false;
        }
        skipSpace();
        return at == end;
    }

    /** Goes behind this character if it comes next, white space or not before it. */
    private boolean take(char expected) {
        skipSpace();
        if (at < end && line[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < end && (line[at] == ' ' || line[at] == '\t' || line[at] == '\r')) {
            at++;
        }
    }

    private @Nullable Field key() {
        if (at == end || line[at] != '"') {
            return null;
        }
        int start = ++at;
        int hash = 0;
        while (at < end && line[at] != '"') {
            hash = 31 * hash + line[at++];
        }
        int length = at++ - start;
        int slot = slot(hash);
        var field = FIELDS[slot];
        while (field != null && !isAt(start, length, field.written)) {
            slot = slot(slot + 1);
            field = FIELDS[slot];
        }
        return field;
    }

    private @Nullable Object value() {
        if (at == end) {
            return null;
        }
        return switch (line[at]) {
            case '"' -> text();
            case 't' -> word("true") ? Boolean.TRUE : null;
            case 'f' -> word("false") ? Boolean.FALSE : null;
            default -> number();
        };
    }

    private boolean word(String word) {
        if (!isAt(at, word.length(), word)) {
            return false;
        }
        at += word.length();
        return true;
    }

    private @Nullable Long number() {
        boolean negative = line[at] == '-';
        int digits = negative ? at + 1 : at;
        long number = 0;
        for (at = digits; at < end && line[at] >= '0' && line[at] <= '9'; at++) {
            number = number * 10 + (line[at] - '0');
        }
        int count = at - digits;
        // JSON has no number that begins with a needless 0; fractions and exponents are the other parser's.
        boolean plain = count == 1 || (count > 1 && count <= MOST_DIGITS && line[digits] != '0');
        boolean ends = at < end && (line[at] == ',' || line[at] == '}' || line[at] == ' ');
        return plain && ends ? (Long) (negative ? -number : number) : null;
    }

    private @Nullable String text() {
        int start = ++at;
        int hash = 0;
        for (; at < end; at++) {
            char c = line[at];
            if (c == '"') {
                return texts.of(line, start, at++, hash);
            }
            if (c == '\\') {
                return textWithEscapes(start);
            }
            if (c < ' ') {
                return null;
            }
            hash = 31 * hash + c;
        }
        return null;
    }

    private @Nullable String textWithEscapes(int start) {
        var text = new StringBuilder().append(line, start, at - start);
        for (; at < end; at++) {
            char c = line[at];
            if (c == '"') {
                at++;
                return text.toString();
            }
            if (c < ' ') {
                return null;
            }
            if (c == '\\') {
                int escaped = escaped();
                if (escaped < 0) {
                    return null;
                }
                c = (char) escaped;
            }
            text.append(c);
        }
        return null;
    }

    /** Goes to the last character of an escape, and answers what it stands for; or -1. */
    private int escaped() {
        if (++at >= end) {
            return -1;
        }
        return switch (line[at]) {
            case '"', '\\', '/' -> line[at];
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> -1;
        };
    }

    private int unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = ++at < end && line[at] < 128 ? Character.digit(line[at], 16) : -1;
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }

    private boolean isAt(int from, int length, String word) {
        if (word.length() != length || end - from < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (line[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Field[] fields() {
        var table = new @Nullable Field[64];
        for (var field : Field.values()) {
            int slot = slot(field.written.hashCode());
            while (table[slot] != null) {
                slot = slot(slot + 1);
            }
            table[slot] = field;
        }
        return table;
    }

    private static int slot(int hash) {
        return hash & 63;
    }
}
