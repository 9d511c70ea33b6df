package rtmlab.harness.load;

/** What is said under load: texts of one length that tell their number. */
final class Text {

    private static final int NUMBER_DIGITS = 9;

    /** The shortest that can tell its number. */
    static final int MIN_BYTES = NUMBER_DIGITS + 2;

    private Text() {}

    /** Such as {@code ~000000042~xxxx}: nothing else on a frame has a tilde in it. */
    static String of(long number, int bytes) {
        return "~%09d~".formatted(number % 1_000_000_000) + "x".repeat(bytes - MIN_BYTES);
    }
}
