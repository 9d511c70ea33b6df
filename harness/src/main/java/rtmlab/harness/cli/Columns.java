package rtmlab.harness.cli;

/** Columns of a table of text. */
final class Columns {
    private Columns() {}

    /** Fills the text up to a width, and puts two blanks behind it. */
    static String of(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()) + 2);
    }

    /** Fills the text up to a width at its beginning, as numbers are written, and puts two blanks behind it. */
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text + "  ";
    }
}
