package rtmlab.checkers.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.checkers.history.Event.Quiet;
import rtmlab.checkers.history.Event.Submitted;

class JsonLinesTest {

    @Test
    void theFirstVersionIsReadToo() throws IOException {
        assertThat(read("{\"format\":\"rtmlab-history\",\"version\":1}\n{\"type\":\"quiet\",\"atMicros\":1300}\n"))
                .isEqualTo(new History(List.of(new Quiet(1300))));
    }

    @Test
    void aListHoldsTexts() {
        assertMalformed(
                "{\"type\":\"snapshot\",\"atMicros\":1,\"member\":\"a\",\"channel\":\"c\",\"ids\":[1]}",
                "line 1: \"ids\" is a list of texts, not of 1");
    }

    @Test
    void everyEventComesBackAsItWas() throws IOException {
        var history = Samples.oneOfEverything();
        assertThat(read(written(history))).isEqualTo(history);
    }

    @Test
    void anyHistoryComesBackAsItWas() throws IOException {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            var history = Samples.random(random);
            assertThat(read(written(history))).isEqualTo(history);
        }
    }

    @Test
    void filesComeBackToo(@TempDir Path folder) throws IOException {
        var history = Samples.oneOfEverything();
        JsonLines.write(history, folder.resolve("history.jsonl"));
        assertThat(JsonLines.read(folder.resolve("history.jsonl"))).isEqualTo(history);
    }

    @Test
    void theFormatIsTheDocumentedOne() throws IOException {
        var history = new History(List.of(new Submitted(1200, "alice", "general", "m1", "hello", 1), new Quiet(1300)));
        assertThat(written(history)).isEqualTo("""
                {"format":"rtmlab-history","version":2}
                {"type":"submitted","atMicros":1200,"member":"alice","channel":"general","id":"m1","text":"hello","attempt":1}
                {"type":"quiet","atMicros":1300}
                """);
    }

    @Test
    void theHeaderMayBeMissingAndKeysMayComeInAnyOrder() throws IOException {
        assertThat(read("{\"atMicros\":5,\"type\":\"quiet\"}\n\n{\"type\":\"quiet\",\"atMicros\":6}"))
                .isEqualTo(new History(List.of(new Quiet(5), new Quiet(6))));
        assertThat(read("")).isEqualTo(new History(List.of()));
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() {
        var good = "{\"type\":\"quiet\",\"atMicros\":1}\n";
        assertMalformed(good + "{\"type\":\"quiet\"}", "line 2: quiet lacks \"atMicros\"");
        assertMalformed(good + "{\"type\":\"noisy\",\"atMicros\":1}", "line 2: no event is of the type noisy");
        assertMalformed(good + "{\"typ\":\"quiet\"}", "line 2: no event has a field \"typ\"");
        assertMalformed(good + "{\"type\":\"quiet\",\"atMicros\":\"1\"}", "line 2: \"atMicros\" cannot be 1");
        assertMalformed(
                good + "{\"type\":\"quiet\",\"atMicros\":-1}", "line 2: an event cannot happen at -1 microseconds");
        assertMalformed(good + "[]", "line 2: an event is a JSON object, not [");
        assertMalformed(good + good + "{\"type\":\"qui", "line 3: this is no complete JSON object: ");
        assertMalformed("{\"format\":\"rtmlab-history\",\"version\":3}", "line 1: this is version 3 of the format");
        assertMalformed("{\"format\":\"other\"}", "line 1: the format is other, not rtmlab-history");
        assertMalformed(
                good
                        + "{\"type\":\"acknowledged\",\"atMicros\":1,\"member\":\"a\",\"channel\":\"c\",\"id\":\"m\",\"ts\":\"1\"}",
                "line 2: a got an answer for m, which nobody had asked to be sent");
    }

    private static void assertMalformed(String text, String complaint) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(MalformedHistory.class)
                .hasMessageStartingWith(complaint);
    }

    private static History read(String text) throws IOException {
        return JsonLines.read(new StringReader(text));
    }

    private static String written(History history) throws IOException {
        var text = new StringWriter();
        JsonLines.write(history, text);
        return text.toString();
    }
}
