package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The index of decisions has them all, by their own titles, and each says what has to be said. */
class DecisionsTest {

    private static final String FOLDER = "docs/decisions/";

    private static List<Page> decisions() {
        return Page.all().stream()
                .filter(page -> page.name().matches(FOLDER + "[0-9]{4}-.*\\.md"))
                .toList();
    }

    @Test
    void theIndexHasEveryDecisionByItsTitle() {
        var index = Page.read(Page.HOME.resolve(FOLDER + "README.md"));
        var listed = Table.below(index, "# Decisions").stream()
                .map(row -> row.get(0) + " " + row.get(1))
                .toList();
        assertThat(listed)
                .containsExactlyElementsOf(decisions().stream()
                        .map(page -> number(page) + " [" + title(page) + "]("
                                + page.name().substring(FOLDER.length()) + ")")
                        .toList());
    }

    @Test
    void decisionsAreNumberedWithoutAGap() {
        assertThat(decisions().stream().map(DecisionsTest::number).toList())
                .isNotEmpty()
                .containsExactlyElementsOf(IntStream.rangeClosed(1, decisions().size())
                        .mapToObj("%04d"::formatted)
                        .toList());
    }

    @Test
    void everyDecisionHasContextDecisionAndConsequences() {
        for (var page : decisions()) {
            var text = String.join("\n", page.lines());
            assertThat(List.of("Context", "Decision", "Consequences"))
                    .as(page.name())
                    .allSatisfy(part -> assertThat(text).containsPattern("(?m)^(## |\\*\\*)" + part));
        }
    }

    private static String number(Page page) {
        return page.name().substring(FOLDER.length(), FOLDER.length() + 4);
    }

    private static String title(Page page) {
        return page.lines().getFirst().replaceFirst("^# ([0-9]{4}: )?", "");
    }
}
