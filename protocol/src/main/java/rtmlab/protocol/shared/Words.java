package rtmlab.protocol.shared;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of a text as search knows them: runs of letters and digits, in small letters, each once. */
public final class Words {

    /** Longer words are known by their beginning: PostgreSQL takes 2,046 bytes. */
    private static final int MAX_LENGTH = 100;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private Words() {}

    /** In the order in which they first occur. */
    public static List<String> of(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .map(word -> word.substring(0, word.offsetByCodePoints(0, lengthOf(word))))
                .distinct()
                .toList();
    }

    private static int lengthOf(String word) {
        return Math.min(MAX_LENGTH, word.codePointCount(0, word.length()));
    }
}
