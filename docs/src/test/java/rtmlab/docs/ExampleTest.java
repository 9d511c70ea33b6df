package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ExampleTest {

    private static final String LOST =
            "checkers/src/test/resources/rtmlab/checkers/corpus/bad/broadcast-lost-ack.jsonl";

    /** A page shows the program that judges a stream without what it prints. */
    @Test
    void aHistoryThatIsReadAsAStreamIsJudgedAsTheWholeOne() throws IOException {
        var verdicts = Example.lines("judge " + LOST).stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();

        assertThat(Example.lines("stream " + LOST))
                .contains("no-lost-ack broken")
                .isEqualTo(verdicts);
    }
}
