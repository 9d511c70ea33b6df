package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every link of every page leads somewhere. Links to other sites are not followed: a build needs no network. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

    /** A path of the project in code quotes, such as `docs/decisions/`. */
    private static final Pattern PATH = Pattern.compile(
            "`((?:docs|labs|notebooks|variants|checkers|harness|simulator|protocol|backends|benchmarks)/[A-Za-z0-9_./-]*)`");

    @Test
    void everyLinkLeadsToAFileAndAHeading() {
        var broken = new ArrayList<String>();
        var links = 0;
        for (var page : Page.allWithNotebooks()) {
            for (var found : found(page, LINK)) {
                links++;
                check(page, found, broken);
            }
        }
        assertThat(links).as("links looked at").isPositive();
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPathThatAPageNamesIsThere() {
        var missing = new ArrayList<String>();
        var paths = 0;
        for (var page : Page.allWithNotebooks()) {
            for (var found : found(page, PATH)) {
                paths++;
                // labs/labNN-topic stands for any lab.
                if (!found.target().contains("NN") && !Files.exists(Page.HOME.resolve(found.target()))) {
                    missing.add(page.name() + ":" + found.line() + ": there is no " + found.target());
                }
            }
        }
        assertThat(paths).as("paths looked at").isPositive();
        assertThat(missing).isEmpty();
    }

    private record Found(int line, String target) {}

    private static List<Found> found(Page page, Pattern pattern) {
        var found = new ArrayList<Found>();
        var prose = page.prose();
        for (var number = 0; number < prose.size(); number++) {
            var matcher = pattern.matcher(prose.get(number));
            while (matcher.find()) {
                found.add(new Found(number + 1, matcher.group(1)));
            }
        }
        return found;
    }

    private static void check(Page page, Found found, List<String> broken) {
        if (found.target().matches("(https?|mailto):.*")) {
            return;
        }
        var parts = found.target().split("#", 2);
        var file = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
        var where = page.name() + ":" + found.line() + ": ";
        if (!Files.exists(file)) {
            broken.add(where + "there is no " + found.target());
        } else if (parts.length == 2 && Page.read(file).prose().stream().noneMatch(line -> isHeading(line, parts[1]))) {
            broken.add(where + "no heading of " + parts[0] + " is #" + parts[1]);
        }
    }

    /** As code hosts make anchors of headings. */
    private static boolean isHeading(String line, String anchor) {
        return line.startsWith("#")
                && line.replaceFirst("^#+\\s*", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-')
                        .equals(anchor);
    }
}
