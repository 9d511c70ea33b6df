package rtmlab.checkers.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.page.WitnessPage;

/** The page's colours are far enough apart for WCAG 2.1's level AA, by day and by night. */
class WitnessPageContrastTest {
    private static final double TEXT = 4.5;
    private static final double SHAPES = 3;
    private static final Pattern COLOUR = Pattern.compile("--(\\w+): #([0-9a-f]{6})");

    @Test
    void textCanBeReadAndBarsCanBeToldFromThePaper() throws IOException {
        var themes = css().lines().filter(line -> line.contains("--ink:")).toList();
        assertThat(themes).as("one by day, one by night").hasSize(2);
        for (var theme : themes) {
            var colours = colours(theme);
            for (var text : List.of("ink", "soft", "bad", "fits")) {
                assertContrast(colours, text, "paper", TEXT);
            }
            // The number of an operation stands on its bar.
            assertContrast(colours, "paper", "fits", TEXT);
            for (var bar : List.of("bar", "fits", "bad", "fault")) {
                assertContrast(colours, bar, "paper", SHAPES);
            }
        }
    }

    private static void assertContrast(Map<String, Integer> colours, String one, String other, double least) {
        assertThat(contrast(colour(colours, one), colour(colours, other)))
                .as(one + " on " + other)
                .isGreaterThanOrEqualTo(least);
    }

    private static int colour(Map<String, Integer> colours, String name) {
        return Objects.requireNonNull(colours.get(name), name);
    }

    private static String css() throws IOException {
        try (var in = WitnessPage.class.getResourceAsStream("witness.css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, Integer> colours(String theme) {
        var colours = new HashMap<String, Integer>();
        var matcher = COLOUR.matcher(theme);
        while (matcher.find()) {
            colours.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
        }
        return colours;
    }

    private static double contrast(int one, int other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16 & 255) + 0.7152 * linear(colour >> 8 & 255) + 0.0722 * linear(colour & 255);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
