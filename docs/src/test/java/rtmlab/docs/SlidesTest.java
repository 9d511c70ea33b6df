package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.labs.Lab;
import rtmlab.labs.Labs;

/** Every lab has what an instructor needs for it. */
class SlidesTest {

    static List<Lab> labs() {
        return Labs.all();
    }

    @ParameterizedTest
    @MethodSource("labs")
    void everyLabHasADeckOfSlidesThatBeginsWithItsName(Lab lab) throws IOException {
        var deck = Files.readString(Page.HOME.resolve("docs/slides/" + lab.folder() + ".md"));

        assertThat(deck).startsWith("---\nmarp: true\n");
        var slides = List.of(deck.split("\n---\n")).stream().map(String::strip).toList();
        assertThat(slides.get(1)).startsWith("# Lab %02d: ".formatted(lab.number()));
        assertThat(slides.subList(2, slides.size()))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(slide -> assertThat(slide).startsWith("## "));
    }

    @ParameterizedTest
    @MethodSource("labs")
    void theGuideSaysHowLongALabTakesWhatIsLearntAndWhatIsBelieved(Lab lab) throws IOException {
        var guide = Files.readString(Page.HOME.resolve("docs/instructors-guide.md"));
        var begin = guide.indexOf("\n### %02d ".formatted(lab.number()));

        assertThat(begin).isPositive();
        assertThat(guide.substring(begin + 1).split("\n##", 2)[0])
                .contains("**Timing**", "**Afterwards**", "**Misconceptions**", "`wrong/");
    }
}
