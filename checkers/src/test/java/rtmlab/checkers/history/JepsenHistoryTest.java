package rtmlab.checkers.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnReader;
import rtmlab.checkers.history.Event.Quiet;

class JepsenHistoryTest {

    @Test
    void everyEventComesBackAsItWas() throws IOException {
        var history = Samples.oneOfEverything();
        assertThat(read(written(history))).isEqualTo(history);
    }

    @Test
    void anyHistoryComesBackAsItWas() throws IOException {
        var random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            var history = Samples.random(random);
            assertThat(read(written(history))).isEqualTo(history);
        }
    }

    @Test
    void filesComeBackToo(@TempDir Path folder) throws IOException {
        var history = Samples.oneOfEverything();
        JepsenHistory.write(history, folder.resolve("history.edn"));
        assertThat(JepsenHistory.read(folder.resolve("history.edn"))).isEqualTo(history);
    }

    @Test
    void aCallLooksAsJepsenWritesIt() throws IOException {
        assertThat(written(Samples.oneOfEverything()).lines().skip(2).limit(5))
                .containsExactly(
                        "{:index 2, :time 39000, :type :invoke, :process 0, :f :send, :value {:channel \"general\", :id \"m1\", "
                                + ":text \"hello\", :attempt 1}, :member \"alice\"}",
                        "{:index 3, :time 52000, :type :info, :process 0, :f :send, :value {:channel \"general\", :id \"m1\"}, "
                                + ":member \"alice\", :error \"no answer\"}",
                        "{:index 4, :time 65000, :type :invoke, :process 1, :f :send, :value {:channel \"general\", :id \"m1\", "
                                + ":text \"hello\", :attempt 2}, :member \"alice\"}",
                        "{:index 5, :time 78000, :type :info, :process :observer, :f :saw, :value {:channel \"general\", "
                                + ":id \"m1\", :ts \"1.1\", :sender \"alice\", :text \"hello\", :via \"live\"}, :member \"alice\"}",
                        "{:index 6, :time 91000, :type :ok, :process 1, :f :send, :value {:channel \"general\", :id \"m1\", "
                                + ":ts \"1.1\"}, :member \"alice\"}");
    }

    @Test
    void aProcessHasOneOpenCallAndNeverActsAfterInfo() throws IOException {
        var random = new Random(3);
        for (int round = 0; round < 500; round++) {
            assertProcessesBehave(written(Samples.random(random)));
        }
    }

    @Test
    void oneVectorOrListOfRecordsIsReadToo() throws IOException {
        var expected = new History(List.of(new Quiet(5), new Quiet(6)));
        assertThat(read("; a comment\n[{:type :info :f :quiet :time 5000}\n {:time 6999, :f :quiet, :type :info}]\n"))
                .isEqualTo(expected);
        assertThat(read("(#jepsen.history.Op{:index 0 :type :info :f :quiet :value nil :time 5000}"
                        + " #jepsen.history.Op {:type :info :f :quiet :time 6000})"))
                .isEqualTo(expected);
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() {
        var good = "{:type :info, :process :nemesis, :f :quiet, :time 1000}\n";
        assertMalformed(good + "{:type :info", "line 2: the text ends before '}'");
        assertMalformed("[" + good, "line 2: the text ends in the middle of a value");
        assertMalformed("[" + good + "] 1", "line 2: something follows the end of the collection");
        assertMalformed(good + "7", "line 2: an operation is a map, not 7");
        assertMalformed(good + "{:type :info}", "line 2: an operation lacks its :f");
        assertMalformed(good + "{:type :info, :f :txn}", "line 2: no event is of the type txn");
        assertMalformed(
                good + "{:type :ok, :f :send, :member \"a\", :value {:channel \"c\", :id \"m\", :ts \"1\"}}",
                "line 2: a got an answer for m, which nobody had asked to be sent");
    }

    private static void assertMalformed(String text, String complaint) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(MalformedHistory.class)
                .hasMessage(complaint);
    }

    private static void assertProcessesBehave(String text) throws IOException {
        Map<Edn, Boolean> open = new HashMap<>();
        Set<Edn> retired = new HashSet<>();
        var reader = new EdnReader(new StringReader(text));
        for (var op = reader.next(); op != null; op = reader.next()) {
            if (!(op instanceof Edn.MapOf(var entries))
                    || !(entries.get(Edn.keyword("process")) instanceof Edn.Int process)) {
                continue;
            }
            assertThat(retired).doesNotContain(process);
            boolean invokes = Edn.keyword("invoke").equals(entries.get(Edn.keyword("type")));
            assertThat(open.put(process, invokes)).isNotEqualTo(invokes);
            if (Edn.keyword("info").equals(entries.get(Edn.keyword("type")))) {
                retired.add(process);
            }
        }
    }

    private static History read(String text) throws IOException {
        return JepsenHistory.read(new StringReader(text));
    }

    private static String written(History history) throws IOException {
        var text = new StringWriter();
        JepsenHistory.write(history, text);
        return text.toString();
    }
}
