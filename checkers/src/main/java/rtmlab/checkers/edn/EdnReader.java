package rtmlab.checkers.edn;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads EDN values one after the other.
 *
 * <p>{@code ;} comments, commas and values after {@code #_} count as white space.
 */
public final class EdnReader {
    // Deeper nesting than any history has; a damaged file must not overflow the stack.
    private static final int MAX_DEPTH = 500;
    private static final int MOST_DIGITS = 18;
    private static final int LONGEST_PAIR = 64;
    private static final int WORDS = 1 << 12;
    private static final int LONGEST_WORD = 64;

    private static final boolean[] ENDS_TOKEN = characters(", \n\t\r\f()[]{}\";");
    private static final boolean[] IS_SPACE = characters(", \n\t\r\f");

    private static final Edn NIL = Edn.nil();
    private static final Edn TRUE = Edn.of(true);
    private static final Edn FALSE = Edn.of(false);

    private final Characters in;
    // The JVM's own copy of a name equals itself at a glance: models tell operations apart by their names.
    private final Shared<Edn> keywords = new Shared<>(name -> new Edn.Keyword(name.intern()), WORDS, LONGEST_WORD);
    private final Shared<Edn> texts = new Shared<>(Edn.Text::new, WORDS, LONGEST_WORD);
    private int lineOfValue = 1;
    private int depth;
    private int close = Characters.END;

    // The items of all collections that are being read, the innermost last.
    private Edn[] items = new Edn[64];
    private int itemCount;
    private long[] numbers = new long[64];
    private long plainNumber;

    /** Takes the entries of a map in the order in which they are written. */
    public interface Entries {
        void entry(Edn key, Edn value);

        /** Takes a value that is no map. */
        void noMap(Edn value);
    }

    public EdnReader(Reader in) {
        this.in = new Characters(in);
    }

    /** Answers the next value, or null at the end. */
    public @Nullable Edn next() throws IOException {
        return atNext() ? value() : null;
    }

    /** Tells whether the next value stands within a vector or a list, steps inside if so: it is read value by value. */
    public boolean enter() throws IOException {
        skipSpace();
        int next = in.peek();
        if (next != '[' && next != '(') {
            return false;
        }
        close = in.take() == '[' ? ']' : ')';
        return true;
    }

    /**
     * Reads the next value, a map with or without a tag, entry by entry; answers false at the end.
     *
     * <p>A long history's maps are not worth making: they would be taken apart at once.
     */
    public boolean next(Entries to) throws IOException {
        if (!atNext()) {
            return false;
        }
        if (in.peek() == '#' && in.peekSecond() != '{' && in.peekSecond() != '#') {
            in.take();
            var tag = tag();
            if (in.peek() != '{') {
                to.noMap(new Edn.Tagged(tag, value()));
                return true;
            }
        }
        if (in.peek() != '{') {
            to.noMap(value());
            return true;
        }
        in.take();
        int from = itemCount;
        itemsUntil('}');
        requireKeysOnce(from);
        int end = itemCount;
        itemCount = from;
        for (int i = from; i < end; i += 2) {
            to.entry(items[i], items[i + 1]);
        }
        return true;
    }

    /** The line on which the last value began. */
    public int line() {
        return lineOfValue;
    }

    /** Goes to the next value, if there is one: nothing may follow the collection that was entered. */
    private boolean atNext() throws IOException {
        skipSpace();
        lineOfValue = in.line;
        int next = in.peek();
        if (close == Characters.END) {
            return next != Characters.END;
        }
        if (next != close) {
            return true;
        }
        in.take();
        skipSpace();
        if (in.peek() != Characters.END) {
            throw malformed("something follows the end of the collection");
        }
        return false;
    }

    private Edn value() throws IOException {
        if (++depth > MAX_DEPTH) {
            throw malformed("values are nested more than " + MAX_DEPTH + " deep");
        }
        int next = in.peek();
        var value = switch (next) {
            case Characters.END -> throw malformed("the text ends in the middle of a value");
            case '(' -> new Edn.ListOf(collection(')'));
            case '[' -> new Edn.VectorOf(collection(']'));
            case '{' -> map();
            case '"' -> string();
            case '\\' -> letter();
            case ':' -> keyword();
            case '#' -> dispatch();
            case ')', ']', '}' -> throw malformed("'" + (char) next + "' closes nothing");
            default -> numberOrSymbol();
        };
        depth--;
        return value;
    }

    private List<Edn> collection(char close) throws IOException {
        in.take();
        int count = 0;
        // Most collections are vectors of numbers. What stands first says whether this may be one.
        for (skipSpace(); readPlainNumber(); skipSpace()) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, count * 2);
            }
            numbers[count++] = plainNumber;
        }
        if (in.peek() == close) {
            in.take();
            return count == 0 ? List.of() : Numbers.copyOf(numbers, count);
        }
        int from = itemCount;
        if (count > 0) {
            for (int i = 0; i < count; i++) {
                push(new Edn.Int(numbers[i]));
            }
        } else if (in.peek() == '[') {
            int pairs = plainPairs();
            if (pairs > 0 && in.peek() == close) {
                in.take();
                return NumberPairs.copyOf(numbers, 2 * pairs);
            }
            for (int i = 0; i < pairs; i++) {
                push(new Edn.VectorOf(Numbers.pair(numbers[2 * i], numbers[2 * i + 1])));
            }
        }
        itemsUntil(close);
        var operation = itemCount - from == 3 ? MicroOperation.of(items, from) : null;
        if (operation != null) {
            itemCount = from;
            return operation;
        }
        return popItems(from);
    }

    /** Reads vectors of two plain numbers as long as they come, and answers how many came. */
    private int plainPairs() throws IOException {
        int pairs = 0;
        while (in.peek() == '[' && liesInBuffer()) {
            int begin = in.at;
            int beginLine = in.line;
            in.at++;
            skipSpace();
            boolean isPair = readPlainNumber();
            long first = plainNumber;
            skipSpace();
            isPair = isPair && readPlainNumber();
            skipSpace();
            if (!isPair || in.peek() != ']') {
                in.at = begin;
                in.line = beginLine;
                return pairs;
            }
            in.at++;
            if (2 * pairs + 2 > numbers.length) {
                numbers = Arrays.copyOf(numbers, numbers.length * 2);
            }
            numbers[2 * pairs] = first;
            numbers[2 * pairs + 1] = plainNumber;
            pairs++;
            skipSpace();
        }
        return pairs;
    }

    /** Tells whether the collection that comes next ends so soon that one may read it and then return to its beginning. */
    private boolean liesInBuffer() throws IOException {
        if (in.limit - in.at < LONGEST_PAIR) {
            in.more(in.at);
        }
        int end = Math.min(in.limit, in.at + LONGEST_PAIR);
        for (int at = in.at + 1; at < end; at++) {
            char c = in.buffer[at];
            if (c == ']') {
                return true;
            }
            if (!isSpace(c) && !isDigit(c) && c != '-') {
                return false;
            }
        }
        return false;
    }

    private void itemsUntil(char close) throws IOException {
        for (skipSpace(); in.peek() != close; skipSpace()) {
            if (in.peek() == Characters.END) {
                throw malformed("the text ends before '" + close + "'");
            }
            push(value());
        }
        in.take();
    }

    private void push(Edn item) {
        if (itemCount == items.length) {
            items = Arrays.copyOf(items, itemCount * 2);
        }
        items[itemCount++] = item;
    }

    private List<Edn> popItems(int from) {
        var list = itemCount - from == 1 ? List.of(items[from]) : List.of(Arrays.copyOfRange(items, from, itemCount));
        itemCount = from;
        return list;
    }

    private void requireKeysOnce(int from) {
        if ((itemCount - from) % 2 != 0) {
            throw malformed("a map has a key without a value");
        }
        for (int i = from; i < itemCount; i += 2) {
            for (int j = from; j < i; j += 2) {
                if (items[i].equals(items[j])) {
                    throw malformed("a map has the key " + EdnWriter.write(items[i]) + " twice");
                }
            }
        }
    }

    private Edn map() throws IOException {
        in.take();
        int from = itemCount;
        itemsUntil('}');
        int size = (itemCount - from) / 2;
        if (size <= Pairs.MOST) {
            requireKeysOnce(from);
            var pairs = new Pairs(Arrays.copyOfRange(items, from, itemCount));
            itemCount = from;
            return new Edn.MapOf(pairs);
        }
        if ((itemCount - from) % 2 != 0) {
            throw malformed("a map has a key without a value");
        }
        Map<Edn, Edn> entries = LinkedHashMap.newLinkedHashMap(size);
        for (int i = from; i < itemCount; i += 2) {
            if (entries.put(items[i], items[i + 1]) != null) {
                throw malformed("a map has the key " + EdnWriter.write(items[i]) + " twice");
            }
        }
        itemCount = from;
        return new Edn.MapOf(entries);
    }

    private Edn string() throws IOException {
        in.take();
        int start = in.at;
        int hash = 0;
        while (true) {
            if (in.at == in.limit) {
                int length = in.at - start;
                if (!in.more(start)) {
                    throw malformed("the text ends within a string");
                }
                start = 0;
                in.at = length;
            }
            char c = in.buffer[in.at];
            if (c == '"') {
                var text = texts.of(in.buffer, start, in.at, hash);
                in.at++;
                return text;
            }
            if (c == '\\') {
                return new Edn.Text(stringWithEscapes(new String(in.buffer, start, in.at - start)));
            }
            if (c == '\n') {
                in.line++;
            }
            hash = 31 * hash + c;
            in.at++;
        }
    }

    private String stringWithEscapes(String begin) throws IOException {
        var text = new StringBuilder(begin);
        while (in.peek() != '"') {
            int c = in.take();
            if (c == Characters.END) {
                throw malformed("the text ends within a string");
            }
            text.append(c == '\\' ? escaped() : (char) c);
        }
        in.take();
        return text.toString();
    }

    private char escaped() throws IOException {
        int c = in.take();
        return switch (c) {
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '\\', '"' -> (char) c;
            case 'u' -> {
                var digits = new StringBuilder();
                while (digits.length() < 4 && in.peek() != Characters.END) {
                    digits.append((char) in.take());
                }
                yield unicode(digits.toString());
            }
            default -> throw malformed("a string escapes '" + (c == Characters.END ? "" : (char) c) + "'");
        };
    }

    private Edn letter() throws IOException {
        in.take();
        // The character after the backslash belongs to the letter whatever it is: \( is one.
        int first = in.take();
        if (first == Characters.END) {
            throw malformed("the text ends after a backslash");
        }
        var name = (char) first + token();
        return new Edn.Letter(
                switch (name) {
                    case "newline" -> '\n';
                    case "return" -> '\r';
                    case "space" -> ' ';
                    case "tab" -> '\t';
                    case "formfeed" -> '\f';
                    case "backspace" -> '\b';
                    default -> {
                        if (name.length() == 1) {
                            yield name.charAt(0);
                        }
                        if (name.startsWith("u") && name.length() == 5) {
                            yield unicode(name.substring(1));
                        }
                        throw malformed("\\" + name + " is no character");
                    }
                });
    }

    private char unicode(String digits) {
        try {
            return (char) Integer.parseUnsignedInt(digits, 16);
        } catch (NumberFormatException _) {
            throw malformed("\\u" + digits + " is no character");
        }
    }

    private Edn keyword() throws IOException {
        in.take();
        int length = tokenLength();
        if (length == 0) {
            throw malformed("a keyword has no name");
        }
        int start = in.at;
        in.at += length;
        int hash = 0;
        for (int i = start; i < in.at; i++) {
            hash = 31 * hash + in.buffer[i];
        }
        return keywords.of(in.buffer, start, in.at, hash);
    }

    private Edn dispatch() throws IOException {
        in.take();
        if (in.peek() == '{') {
            in.take();
            int from = itemCount;
            itemsUntil('}');
            Set<Edn> set = new LinkedHashSet<>();
            for (var item : popItems(from)) {
                if (!set.add(item)) {
                    throw malformed("a set has " + EdnWriter.write(item) + " twice");
                }
            }
            return new Edn.SetOf(set);
        }
        if (in.peek() == '#') {
            in.take();
            var name = token();
            return new Edn.Real(
                    switch (name) {
                        case "Inf" -> Double.POSITIVE_INFINITY;
                        case "-Inf" -> Double.NEGATIVE_INFINITY;
                        case "NaN" -> Double.NaN;
                        default -> throw malformed("##" + name + " is no number");
                    });
        }
        var tag = tag();
        return new Edn.Tagged(tag, value());
    }

    /** Reads a tag whose '#' has been taken, and goes to its value. */
    private String tag() throws IOException {
        var tag = token();
        if (tag.isEmpty()) {
            throw malformed("a '#' has no tag");
        }
        skipSpace();
        return tag;
    }

    private Edn numberOrSymbol() throws IOException {
        if (readPlainNumber()) {
            return new Edn.Int(plainNumber);
        }
        var token = token();
        return switch (token) {
            case "nil" -> NIL;
            case "true" -> TRUE;
            case "false" -> FALSE;
            default -> startsNumber(token) ? number(token) : new Edn.Symbol(token);
        };
    }

    /** Reads a number of so few digits that none can be too many, and nothing but digits; answers false if none comes. */
    private boolean readPlainNumber() throws IOException {
        while (true) {
            var buffer = in.buffer;
            int limit = in.limit;
            int at = in.at;
            boolean negative = at < limit && buffer[at] == '-';
            int digits = negative ? at + 1 : at;
            long number = 0;
            for (at = digits; at < limit && isDigit(buffer[at]); at++) {
                number = number * 10 + (buffer[at] - '0');
            }
            if (at == limit && in.more(in.at)) {
                continue;
            }
            if (at == digits || at - digits > MOST_DIGITS || (at < limit && !endsToken(buffer[at]))) {
                return false;
            }
            in.at += at - (negative ? digits - 1 : digits);
            plainNumber = negative ? -number : number;
            return true;
        }
    }

    private static boolean startsNumber(String token) {
        char first = token.charAt(0);
        return isDigit(first) || (token.length() > 1 && (first == '-' || first == '+') && isDigit(token.charAt(1)));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private Edn number(String token) {
        try {
            boolean real = token.contains(".") || token.contains("e") || token.contains("E") || token.endsWith("M");
            if (real) {
                return new Edn.Real(Double.parseDouble(token.endsWith("M") ? withoutLast(token) : token));
            }
            return new Edn.Int(Long.parseLong(token.endsWith("N") ? withoutLast(token) : token));
        } catch (NumberFormatException _) {
            throw malformed(token + " is no number, or too big a one");
        }
    }

    private static String withoutLast(String token) {
        return token.substring(0, token.length() - 1);
    }

    private String token() throws IOException {
        int length = tokenLength();
        var token = new String(in.buffer, in.at, length);
        in.at += length;
        return token;
    }

    /** Answers how long the next token is, all of which lies in the buffer then. */
    private int tokenLength() throws IOException {
        int end = in.at;
        while (true) {
            if (end == in.limit) {
                int length = end - in.at;
                if (!in.more(in.at)) {
                    return length;
                }
                end = in.at + length;
            }
            if (endsToken(in.buffer[end])) {
                return end - in.at;
            }
            end++;
        }
    }

    private void skipSpace() throws IOException {
        while (true) {
            var buffer = in.buffer;
            int at = in.at;
            int limit = in.limit;
            while (at < limit && isSpace(buffer[at])) {
                if (buffer[at++] == '\n') {
                    in.line++;
                }
            }
            in.at = at;
            if (at == limit) {
                if (in.peek() == Characters.END) {
                    return;
                }
            } else if (buffer[at] == ';') {
                while (in.peek() != '\n' && in.peek() != Characters.END) {
                    in.take();
                }
            } else if (buffer[at] == '#' && in.peekSecond() == '_') {
                in.take();
                in.take();
                skipSpace();
                value();
            } else {
                return;
            }
        }
    }

    private static boolean isSpace(char c) {
        return c < 128 && IS_SPACE[c];
    }

    private static boolean endsToken(char c) {
        return c < 128 && ENDS_TOKEN[c];
    }

    private static boolean[] characters(String all) {
        var table = new boolean[128];
        for (int i = 0; i < all.length(); i++) {
            table[all.charAt(i)] = true;
        }
        return table;
    }

    private MalformedEdn malformed(String why) {
        return new MalformedEdn(in.line, why);
    }
}
