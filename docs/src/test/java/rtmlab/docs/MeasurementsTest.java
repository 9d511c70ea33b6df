package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A figure that somebody has measured stands in a section that has the command which prints it, or says on which day and at
 * which commit it was measured.
 */
class MeasurementsTest {

    private static final Pattern FIGURE = Pattern.compile(
            "(?<![\\w.,#-])[0-9][0-9.,]* ?(?:ns|µs|ms|s|seconds|minutes|[KMG]i?B|(?:runs |jobs |messages )?a second)\\b");

    /** Who tells of a measurement says on what it was made, or what it took; a nanosecond was never a setting. */
    private static final Pattern MEASURED = Pattern.compile("\\bcores\\b|\\btook\\b|\\b[Mm]easured\\b|[0-9] ns\\b");

    private static final Pattern COMMAND =
            Pattern.compile("(?:\\./rtm |`)(?:bench|soak|compare|explore|mechanisms|lab times)\\b|\\./mvnw .*-Dtest=");

    private static final Pattern WHEN = Pattern.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}, at [0-9a-f]{7}\\b");

    @Test
    void everyMeasuredFigureSaysHowToMeasureItAgainOrWhenItWas() {
        var unknown = new ArrayList<String>();
        var looked = 0;
        for (var page : Page.all()) {
            for (var section : sections(page)) {
                if (tellsOfAMeasurement(section)) {
                    looked++;
                    if (!isTraced(section)) {
                        unknown.add(page.name() + ", " + section.getFirst()
                                + ": give the command that prints these figures, or \"DATE, at COMMIT\"");
                    }
                }
            }
        }
        assertThat(looked).as("sections with measurements").isPositive();
        assertThat(unknown).isEmpty();
    }

    @Test
    void aFigureWithoutACommandAndADateIsFound() {
        var untraced = List.of("## How fast", "On 2 cores it took 20 ms.");
        assertThat(tellsOfAMeasurement(untraced)).isTrue();
        assertThat(isTraced(untraced)).isFalse();
        assertThat(isTraced(List.of("## How fast", "On 2 cores it took 20 ms (2026-11-28, at 9fc0b5d).")))
                .isTrue();
        assertThat(isTraced(List.of("## How fast", "`./rtm bench send` prints it: 20 ms on 2 cores.")))
                .isTrue();
        assertThat(tellsOfAMeasurement(List.of("## Limits", "A client waits 10 s.")))
                .isFalse();
    }

    private static boolean tellsOfAMeasurement(List<String> section) {
        return section.stream().anyMatch(line -> FIGURE.matcher(line).find())
                && section.stream().anyMatch(line -> MEASURED.matcher(line).find());
    }

    private static boolean isTraced(List<String> section) {
        return section.stream()
                .anyMatch(line ->
                        COMMAND.matcher(line).find() || WHEN.matcher(line).find());
    }

    /** The lines from each heading to the next; blocks count, except for their headings. */
    private static List<List<String>> sections(Page page) {
        var sections = new ArrayList<List<String>>();
        sections.add(new ArrayList<>(List.of("at its beginning")));
        var prose = page.prose();
        for (var at = 0; at < prose.size(); at++) {
            if (prose.get(at).startsWith("#")) {
                sections.add(new ArrayList<>());
            }
            sections.getLast().add(page.lines().get(at));
        }
        return sections;
    }
}
