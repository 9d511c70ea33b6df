package rtmlab.harness.scenario;

import java.time.Duration;
import java.util.Locale;

/** Times as people write them. */
final class Words {

    private Words() {}

    /** Such as {@code 20 ms} or {@code 1.5 s}. */
    static String of(Duration duration) {
        var micros = duration.toNanos() / 1_000.0;
        var size = Math.abs(micros);
        if (size >= 1_000_000) {
            return trimmed(micros / 1_000_000) + " s";
        }
        return size >= 1_000 || micros == 0 ? trimmed(micros / 1_000) + " ms" : trimmed(micros) + " us";
    }

    private static String trimmed(double number) {
        var text = String.format(Locale.ROOT, "%.3f", number);
        return text.replaceAll("\\.?0+$", "");
    }
}
