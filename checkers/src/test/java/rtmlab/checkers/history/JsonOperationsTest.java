package rtmlab.checkers.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Operation.Outcome;

class JsonOperationsTest {
    private static final String HEADER = "{\"format\":\"rtmlab-operations\",\"version\":1}\n";
    private static final String WRITE = "{\"type\":\"invoke\",\"process\":0,\"f\":\"write\",\"value\":1}\n";

    @Test
    void theyMeanWhatJepsensMean() throws IOException {
        var json = read("""
                {"format":"rtmlab-operations","version":1}
                {"type":"invoke","process":0,"f":"cas","value":[1,2],"timeNanos":1000}
                {"process":1,"type":"invoke","f":"read","key":"k"}
                {"type":"info","process":"nemesis","f":"kill"}
                {"type":"ok","process":1,"f":"read","value":null}
                {"type":"fail","process":0,"f":"cas","value":[1,2],"timeNanos":2000}
                {"type":"invoke","process":1,"f":"write","key":"k","value":{"a":true}}
                """);
        var edn = JepsenOperations.read(new StringReader("""
                ; so that the lines are the same
                {:type :invoke, :process 0, :f :cas, :value [1 2], :time 1000}
                {:type :invoke, :process 1, :f :read, :key "k"}
                {:type :info, :process :nemesis, :f :kill}
                {:type :ok, :process 1, :f :read, :value nil}
                {:type :fail, :process 0, :f :cas, :value [1 2], :time 2000}
                {:type :invoke, :process 1, :f :write, :key "k", :value {"a" true}}
                """));
        assertThat(json).isEqualTo(edn).hasSize(3);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        var operations = read(HEADER + WRITE
                + "{\"type\":\"invoke\",\"process\":1,\"f\":\"read\",\"key\":\"k\",\"timeNanos\":7}\n"
                + "{\"type\":\"ok\",\"process\":1,\"f\":\"read\",\"value\":[1,\"a\\nb\",2.5]}\n"
                + "{\"type\":\"fail\",\"process\":0,\"f\":\"write\",\"value\":1}\n");
        var text = new StringWriter();
        JsonOperations.write(operations, text);
        assertThat(read(text.toString())).isEqualTo(operations);
        assertThat(text.toString()).startsWith(HEADER + WRITE);
    }

    @Test
    void whatWasNotAnsweredIsUnknown() throws IOException {
        assertThat(read(WRITE)).extracting(Operation::outcome).containsExactly(Outcome.UNKNOWN);
        assertThat(read(WRITE)).extracting(Operation::input).containsExactly(Edn.of(1));
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() {
        assertRefused(HEADER + "{\"type\":\"invoke\"", "line 2: this is no complete JSON object: ");
        assertRefused(HEADER + "[1]", "line 2: an operation is a JSON object, not [");
        assertRefused(HEADER + "{\"process\":0,\"f\":\"read\"}", "line 2: an operation lacks its \"type\"");
        assertRefused(HEADER + "{\"type\":\"ok\",\"f\":\"read\"}", "line 2: an operation lacks its \"process\"");
        assertRefused(
                HEADER + "{\"type\":\"ok\",\"process\":1.5,\"f\":\"read\"}", "line 2: \"process\" is a whole number");
        assertRefused(HEADER + "{\"type\":\"ok\",\"process\":1,\"f\":3}", "line 2: \"f\" is a text, not 3");
        assertRefused(WRITE + WRITE, "line 2: process 0 has two operations open: the one of line 1 was not answered");
        assertRefused(
                "{\"type\":\"ok\",\"process\":1,\"f\":\"read\"}", "line 1: process 1 is answered :ok without a call");
        assertRefused(WRITE + HEADER, "line 2: the format is named after operations have been read");
        assertRefused("{\"format\":\"rtmlab-history\",\"version\":2}", "line 1: the format is rtmlab-history, not");
        assertRefused("{\"format\":\"rtmlab-operations\",\"version\":9}", "line 1: this is version 9 of the format");
    }

    @Test
    void aMisspeltFieldIsNotTakenForAMissingOne() {
        assertRefused("""
                {"type":"invoke","process":0,"f":"read","value":null}
                {"type":"ok","process":0,"f":"read","valeu":4}
                """, "line 2: no operation has a field \"valeu\"");
    }

    private static void assertRefused(String text, String why) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(MalformedHistory.class)
                .hasMessageStartingWith(why);
    }

    private static List<Operation> read(String text) throws IOException {
        return JsonOperations.read(new StringReader(text));
    }
}
