package rtmlab.checkers.edn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;

/** Writes EDN values on one line each, in the shape in which Clojure prints them. */
public final class EdnWriter {
    private EdnWriter() {}

    public static String write(Edn value) {
        var out = new StringBuilder();
        try {
            write(value, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }

    public static void write(Edn value, Appendable out) throws IOException {
        switch (value) {
            case Edn.Nil() -> out.append("nil");
            case Edn.Bool(var bool) -> out.append(Boolean.toString(bool));
            case Edn.Int(var number) -> out.append(Long.toString(number));
            case Edn.Real(var number) -> out.append(real(number));
            case Edn.Text(var text) -> writeText(text, out);
            case Edn.Letter(var letter) -> out.append('\\').append(letter(letter));
            case Edn.Keyword(var name) -> out.append(':').append(name);
            case Edn.Symbol(var name) -> out.append(name);
            case Edn.ListOf(var items) -> writeItems("(", items, ")", out);
            case Edn.VectorOf(var items) -> writeItems("[", items, "]", out);
            case Edn.SetOf(var items) -> writeItems("#{", items, "}", out);
            case Edn.MapOf map -> writeMap(map, out);
            case Edn.Tagged(var tag, var inner) -> {
                out.append('#').append(tag).append(' ');
                write(inner, out);
            }
        }
    }

    private static String real(double number) {
        if (Double.isNaN(number)) {
            return "##NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "##Inf" : "##-Inf";
        }
        return Double.toString(number);
    }

    private static String letter(char letter) {
        return switch (letter) {
            case '\n' -> "newline";
            case '\r' -> "return";
            case ' ' -> "space";
            case '\t' -> "tab";
            case '\f' -> "formfeed";
            case '\b' -> "backspace";
            default -> letter > ' ' && letter < 127 ? String.valueOf(letter) : String.format("u%04x", (int) letter);
        };
    }

    private static void writeText(String text, Appendable out) throws IOException {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // Lone surrogates would not survive UTF-8.
                    if (c < ' ' || Character.isSurrogate(c)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void writeItems(String open, Collection<Edn> items, String close, Appendable out)
            throws IOException {
        out.append(open);
        boolean first = true;
        for (var item : items) {
            if (!first) {
                out.append(' ');
            }
            first = false;
            write(item, out);
        }
        out.append(close);
    }

    private static void writeMap(Edn.MapOf map, Appendable out) throws IOException {
        out.append('{');
        boolean first = true;
        for (var entry : map.entries().entrySet()) {
            if (!first) {
                out.append(", ");
            }
            first = false;
            write(entry.getKey(), out);
            out.append(' ');
            write(entry.getValue(), out);
        }
        out.append('}');
    }
}
