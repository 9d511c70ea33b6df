package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every fact about Slack says where it comes from, and what stands here instead of it. */
class SlackFactsTest {

    private static final Page PAGE = Page.read(Page.HOME.resolve("docs/slack.md"));

    private static final Pattern CITED = Pattern.compile("\\[[^]]+]\\[([a-z]+)]");

    private static final Pattern SOURCE = Pattern.compile("\\[([a-z]+)]: https://\\S+");

    @Test
    void everyFactHasASourceAndItsCounterpart() {
        var sources = new TreeSet<String>();
        PAGE.lines().forEach(line -> SOURCE.matcher(line).results().forEach(source -> sources.add(source.group(1))));
        var cited = new TreeSet<String>();
        var facts = 0;
        for (var line : PAGE.lines()) {
            if (!line.startsWith("| ") || line.startsWith("| at Slack")) {
                CITED.matcher(line).results().forEach(source -> cited.add(source.group(1)));
                continue;
            }
            facts++;
            var cells = line.split("\\|", -1);
            assertThat(cells).as(line).hasSize(5);
            assertThat(cells[2]).as(line).containsPattern(CITED);
            assertThat(cells[3]).as(line).isNotBlank();
            CITED.matcher(cells[2]).results().forEach(source -> cited.add(source.group(1)));
        }
        assertThat(facts).isGreaterThan(20);
        assertThat(cited).as("sources that are cited, and those that are given").isEqualTo(sources);
    }
}
