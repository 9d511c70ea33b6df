package rtmlab.harness.cli;

/** Options that are whole numbers. */
final class Numbers {

    private Numbers() {}

    /** Refuses, in a sentence, what lies outside. */
    static void require(String option, int number, int least, int most) {
        if (number < least || number > most) {
            throw new UsageError("%s is %d to %d, not %d".formatted(option, least, most, number));
        }
    }
}
