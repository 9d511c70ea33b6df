package rtmlab.checkers.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.checkers.corpus.Corpus.Entry;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.JepsenOperations;
import rtmlab.checkers.history.JsonOperations;
import rtmlab.checkers.history.NemesisEvent;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Moment;
import rtmlab.checkers.history.Operation.Outcome;
import rtmlab.checkers.page.WitnessPage;
import rtmlab.checkers.promise.Promises;

/** The page shows the sentence, the bars and what is red, fetches nothing, and stays small however long the history is. */
class WitnessPageTest {
    private static final Pattern BAR = Pattern.compile("<g class=\"op ([a-z ]*)\" tabindex=\"0\"><title>");

    static Stream<Entry> bad() {
        return Corpus.entries().stream().filter(entry -> !entry.isGood());
    }

    @ParameterizedTest
    @MethodSource("bad")
    void everyBadHistoryHasItsSentenceAndSomethingRed(Entry entry) throws IOException {
        String page;
        String witness;
        if (entry.isBroadcast()) {
            var history = Corpus.broadcast(entry);
            var verdicts = Corpus.verdicts(history);
            page = WitnessPage.of(history, verdicts);
            witness = Objects.requireNonNull(verdicts.get(entry.promises().getFirst()))
                    .explanation();
        } else {
            var operations = Corpus.operations(entry);
            var judgement = Corpus.judgement(entry.model(), operations);
            page = WitnessPage.of(operations, judgement);
            witness = judgement.verdict().explanation();
        }
        assertThat(page).contains(witness.replace("&", "&amp;").replace("\"", "&quot;"));
        assertThat(BAR.matcher(page).results().map(bar -> bar.group(1)))
                .anyMatch(looks -> looks.startsWith("bad") || looks.startsWith("fault"));
        assertThat(page).doesNotContain("http://", "https://", "<link", " src=");
    }

    @Test
    void theLongestOrderIsNumbered() throws IOException {
        var stale = bad().filter(entry -> entry.file().endsWith("register-new-then-old.edn"))
                .findFirst()
                .orElseThrow();
        var operations = Corpus.operations(stale);

        var page = WitnessPage.of(operations, Corpus.judgement(stale.model(), operations));

        assertThat(page).contains("class=\"op fits\"", "1. in the longest order: process 0", ">1</text>", ">2</text>");
    }

    @Test
    void ofTenThousandOperationsThoseAroundTheWitnessAreShown() {
        var operations = new ArrayList<Operation>();
        for (int i = 0; i < 10_000; i++) {
            boolean isStale = i == 7_000;
            operations.add(operation(i, isStale ? "read" : "write", isStale ? 3 : i));
        }

        var judgement = Corpus.judgement("register", operations);
        var page = WitnessPage.of(operations, judgement);

        assertThat(judgement.verdict().word()).isEqualTo("broken");
        assertThat(page.length()).isLessThan(60_000);
        assertThat(page)
                .contains("of 10,000 calls and events", "write 6999", "write 7001")
                .doesNotContain("write 5000");
    }

    @Test
    void whatTheVerdictNamesIsShownHoweverFarAway() throws IOException {
        var reads = "{:process 0 :type :invoke :f :read}\n{:process 0 :type :ok :f :read :value nil}\n";
        var history = "{:process 1 :type :invoke :f :write :value 5}\n"
                + reads.repeat(40)
                + "{:process 0 :type :invoke :f :read}\n{:process 0 :type :ok :f :read :value 9}\n"
                + reads.repeat(40)
                + "{:process 1 :type :ok :f :write :value 5}\n";
        var operations = JepsenOperations.read(new StringReader(history));

        var judgement = Corpus.judgement("register", operations);

        assertThat(judgement.verdict().explanation()).contains("ends with process 1's \"write 5\"");
        assertThat(WitnessPage.of(operations, judgement))
                .contains("of 82 calls and events", "process 1's &quot;write 5");
    }

    private static Operation operation(int number, String f, int value) {
        return new Operation(
                0,
                f,
                Edn.nil(),
                f.equals("read") ? Edn.nil() : Edn.of(value),
                Edn.of(value),
                Outcome.OK,
                2 * number,
                2 * number + 1,
                new Moment(2 * number + 1, Moment.UNTIMED),
                new Moment(2 * number + 2, Moment.UNTIMED));
    }

    @Test
    void whatTheNemesisDidHasALaneOfItsOwnInBothNotations() throws IOException {
        var edn = """
                {:process :nemesis :type :info :f :start-partition}
                {:process 0 :type :invoke :f :write :value 1}
                {:process :nemesis :type :info :f :kill :value "n1"}
                {:process :nemesis :type :info :f :kill :value {"n1" :killed}}
                {:process 0 :type :info :f :write :value 1}
                {:process 1 :type :invoke :f :read}
                {:process 1 :type :ok :f :read :value 2}
                """;
        var json = """
                {"process":"nemesis","type":"info","f":"start-partition"}
                {"process":0,"type":"invoke","f":"write","value":1}
                {"process":"nemesis","type":"info","f":"kill","value":"n1"}
                {"process":"nemesis","type":"info","f":"kill","value":{"n1":"killed"}}
                {"process":0,"type":"info","f":"write","value":1}
                """;

        assertThat(JepsenOperations.nemesis(new StringReader(edn)).stream().map(NemesisEvent::at))
                .containsExactly(0, 1, 1);
        assertThat(JsonOperations.nemesis(new StringReader(json)).stream().map(NemesisEvent::at))
                .containsExactly(0, 1, 1);
        var operations = JepsenOperations.read(new StringReader(edn));
        var page = WitnessPage.of(
                operations, JepsenOperations.nemesis(new StringReader(edn)), Corpus.judgement("register", operations));
        assertThat(page).contains(">fault: nemesis</text>", "nemesis: kill &quot;n1&quot; (line 3); nemesis: kill");
        assertThat(BAR.matcher(page).results().map(bar -> bar.group(1)).filter("fault"::equals))
                .hasSize(2);
    }

    @Test
    void aTextCannotBecomePartOfThePage() {
        var history = new rtmlab.checkers.history.HistoryRecorder(() -> 0);
        history.joined("<script>alert(1)</script>", "general");
        var page = WitnessPage.of(history.history(), Promises.check(history.history()));
        assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;alert");
    }
}
