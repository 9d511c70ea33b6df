package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every term of the glossary is explained once, in the order of the alphabet, and led to by another page. */
class GlossaryTest {

    private static final Page PAGE = Page.read(Page.HOME.resolve("docs/glossary.md"));

    private static final Pattern LED_TO = Pattern.compile("glossary\\.md#([^)\\s]+)");

    @Test
    void everyTermIsExplainedOnceInTheOrderOfTheAlphabet() {
        assertThat(terms())
                .hasSizeGreaterThan(30)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    }

    @Test
    void everyTermIsExplained() {
        var lines = PAGE.lines();
        for (var at = 0; at < lines.size(); at++) {
            if (lines.get(at).startsWith("### ")) {
                assertThat(String.join(" ", lines.subList(at + 1, Math.min(at + 4, lines.size())))
                                .strip())
                        .as(lines.get(at))
                        .matches("[A-Z].{30,}");
            }
        }
    }

    @Test
    void anotherPageLeadsToEveryTerm() {
        var ledTo = new ArrayList<String>();
        for (var page : Page.all()) {
            if (!page.file().equals(PAGE.file())) {
                page.lines()
                        .forEach(line -> LED_TO.matcher(line).results().forEach(found -> ledTo.add(found.group(1))));
            }
        }
        assertThat(ledTo)
                .containsAll(terms().stream()
                        .map(term -> term.toLowerCase(Locale.ROOT).replace(' ', '-'))
                        .toList());
    }

    private static List<String> terms() {
        return PAGE.lines().stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();
    }
}
