package rtmlab.checkers.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.checkers.history.JepsenHistory;
import rtmlab.checkers.history.JepsenOperations;
import rtmlab.checkers.history.JsonLines;
import rtmlab.checkers.history.MalformedHistory;

/** What is truncated, malformed or cannot have been recorded is refused with the number of its line and a sentence. */
class MalformedTest {

    record Case(String file, String readAs, String complaint) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Case> cases() {
        return Corpus.table("malformed.tsv").stream().map(row -> new Case(row.get(0), row.get(1), row.get(2)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRefusedWithItsLineAndASentence(Case bad) {
        assertThatThrownBy(() -> read(bad))
                .isInstanceOf(MalformedHistory.class)
                .hasMessageStartingWith(bad.complaint())
                .hasMessageMatching("line \\d+: [^\\n]+");
    }

    @Test
    void noComplaintIsTestedTwice() {
        assertThat(cases().map(Case::file)).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(30);
    }

    private static Object read(Case bad) throws IOException {
        try (var in = Corpus.reader("malformed/" + bad.file())) {
            return switch (bad.readAs()) {
                case "json-lines" -> JsonLines.read(in);
                case "edn-broadcast" -> JepsenHistory.read(in);
                case "operations" -> JepsenOperations.read(in);
                default -> throw new IllegalArgumentException("nothing is read as " + bad.readAs());
            };
        }
    }
}
