package rtmlab.checkers.edn;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
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
    private static final int END = -1;
    // Deeper nesting than any history has; a damaged file must not overflow the stack.
    private static final int MAX_DEPTH = 500;

    private final Reader in;
    private int next = END;
    private int line = 1;
    private int lineOfValue = 1;
    private int depth;
    private int close = END;
    private boolean started;

    public EdnReader(Reader in) {
        this.in = new BufferedReader(in);
    }

    /** Answers the next value, or null at the end. */
    public @Nullable Edn next() throws IOException {
        start();
        skipSpace();
        lineOfValue = line;
        return next == END ? null : value();
    }

    /** Tells whether the next value stands within a vector or a list, steps inside if so. */
    public boolean enter() throws IOException {
        start();
        skipSpace();
        if (next != '[' && next != '(') {
            return false;
        }
        close = take() == '[' ? ']' : ')';
        return true;
    }

    /** Answers the next value of the collection that was entered, or null when that ends: nothing may follow it. */
    public @Nullable Edn nextInside() throws IOException {
        skipSpace();
        lineOfValue = line;
        if (next != close) {
            return value();
        }
        take();
        skipSpace();
        if (next != END) {
            throw malformed("something follows the end of the collection");
        }
        return null;
    }

    /** The line on which the last value began. */
    public int line() {
        return lineOfValue;
    }

    private void start() throws IOException {
        if (!started) {
            started = true;
            next = in.read();
        }
    }

    private Edn value() throws IOException {
        if (++depth > MAX_DEPTH) {
            throw malformed("values are nested more than " + MAX_DEPTH + " deep");
        }
        var value = switch (next) {
            case END -> throw malformed("the text ends in the middle of a value");
            case '(' -> new Edn.ListOf(itemsUntil(')'));
            case '[' -> new Edn.VectorOf(itemsUntil(']'));
            case '{' -> map();
            case '"' -> new Edn.Text(string());
            case '\\' -> letter();
            case ':' -> keyword();
            case '#' -> dispatch();
            case ')', ']', '}' -> throw malformed("'" + (char) next + "' closes nothing");
            default -> numberOrSymbol(token());
        };
        depth--;
        return value;
    }

    private List<Edn> itemsUntil(char close) throws IOException {
        take();
        var items = new ArrayList<Edn>();
        for (skipSpace(); next != close; skipSpace()) {
            if (next == END) {
                throw malformed("the text ends before '" + close + "'");
            }
            items.add(value());
        }
        take();
        return items;
    }

    private Edn map() throws IOException {
        var items = itemsUntil('}');
        if (items.size() % 2 != 0) {
            throw malformed("a map has a key without a value");
        }
        Map<Edn, Edn> entries = LinkedHashMap.newLinkedHashMap(items.size() / 2);
        for (int i = 0; i < items.size(); i += 2) {
            if (entries.put(items.get(i), items.get(i + 1)) != null) {
                throw malformed("a map has the key " + EdnWriter.write(items.get(i)) + " twice");
            }
        }
        return new Edn.MapOf(entries);
    }

    private String string() throws IOException {
        take();
        var text = new StringBuilder();
        while (next != '"') {
            if (next == END) {
                throw malformed("the text ends within a string");
            }
            int c = take();
            text.append(c == '\\' ? escaped() : (char) c);
        }
        take();
        return text.toString();
    }

    private char escaped() throws IOException {
        int c = take();
        return switch (c) {
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '\\', '"' -> (char) c;
            case 'u' -> {
                var digits = new StringBuilder();
                while (digits.length() < 4 && next != END) {
                    digits.append((char) take());
                }
                yield unicode(digits.toString());
            }
            default -> throw malformed("a string escapes '" + (c == END ? "" : (char) c) + "'");
        };
    }

    private Edn letter() throws IOException {
        take();
        // The character after the backslash belongs to the letter whatever it is: \( is one.
        int first = take();
        if (first == END) {
            throw malformed("the text ends after a backslash");
        }
        var name = (char) first + (endsToken(next) ? "" : token());
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
        take();
        var name = token();
        if (name.isEmpty()) {
            throw malformed("a keyword has no name");
        }
        return new Edn.Keyword(name);
    }

    private Edn dispatch() throws IOException {
        take();
        if (next == '{') {
            Set<Edn> items = new LinkedHashSet<>();
            for (var item : itemsUntil('}')) {
                if (!items.add(item)) {
                    throw malformed("a set has " + EdnWriter.write(item) + " twice");
                }
            }
            return new Edn.SetOf(items);
        }
        if (next == '#') {
            take();
            var name = token();
            return new Edn.Real(
                    switch (name) {
                        case "Inf" -> Double.POSITIVE_INFINITY;
                        case "-Inf" -> Double.NEGATIVE_INFINITY;
                        case "NaN" -> Double.NaN;
                        default -> throw malformed("##" + name + " is no number");
                    });
        }
        var tag = token();
        if (tag.isEmpty()) {
            throw malformed("a '#' has no tag");
        }
        skipSpace();
        return new Edn.Tagged(tag, value());
    }

    private Edn numberOrSymbol(String token) {
        return switch (token) {
            case "nil" -> new Edn.Nil();
            case "true" -> new Edn.Bool(true);
            case "false" -> new Edn.Bool(false);
            default -> startsNumber(token) ? number(token) : new Edn.Symbol(token);
        };
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
        var token = new StringBuilder();
        while (!endsToken(next)) {
            token.append((char) take());
        }
        return token.toString();
    }

    private void skipSpace() throws IOException {
        while (true) {
            if (isSpace(next)) {
                take();
            } else if (next == ';') {
                while (next != '\n' && next != END) {
                    take();
                }
            } else if (next == '#' && peekIsDiscard()) {
                take();
                take();
                skipSpace();
                value();
            } else {
                return;
            }
        }
    }

    private boolean peekIsDiscard() throws IOException {
        in.mark(1);
        int after = in.read();
        in.reset();
        return after == '_';
    }

    private static boolean isSpace(int c) {
        return c == ',' || c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }

    private static boolean endsToken(int c) {
        return c == END || isSpace(c) || "()[]{}\";".indexOf(c) >= 0;
    }

    private int take() throws IOException {
        int taken = next;
        if (taken == '\n') {
            line++;
        }
        next = in.read();
        return taken;
    }

    private MalformedEdn malformed(String why) {
        return new MalformedEdn(line, why);
    }
}
