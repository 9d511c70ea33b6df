package rtmlab.harness.scenario;

import java.util.Collection;
import java.util.Comparator;

/** Finds the word that somebody may have meant. */
public final class Spelling {

    private Spelling() {}

    /** {@code : did you mean "kill"?} for the nearest known word, or else {@code ; known are a, b, c}. */
    public static String hint(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.max(1, Math.min(3, candidate.length() / 2)))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .map(nearest -> ": did you mean \"" + nearest + "\"?")
                .orElseGet(() -> "; there are " + String.join(", ", known));
    }

    /** How many letters must be put in, taken out or exchanged to come from one word to the other (Levenshtein). */
    static int distance(String one, String other) {
        var above = new int[other.length() + 1];
        for (var column = 0; column <= other.length(); column++) {
            above[column] = column;
        }
        for (var row = 1; row <= one.length(); row++) {
            var line = new int[other.length() + 1];
            line[0] = row;
            for (var column = 1; column <= other.length(); column++) {
                var same = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
                line[column] = Math.min(Math.min(line[column - 1], above[column]) + 1, above[column - 1] + same);
            }
            above = line;
        }
        return above[other.length()];
    }
}
