package rtmlab.checkers.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Operation.Moment;
import rtmlab.checkers.history.Operation.Outcome;

class JepsenOperationsTest {
    private static final String WRITE = "{:process 0, :type :invoke, :f :write, :value 1}";

    @Test
    void operationsComeInTheOrderOfTheirInvocations() throws IOException {
        assertThat(read("""
                {:process 0, :type :invoke, :f :write, :value 1, :time 1000}
                {:process 1, :type :invoke, :f :read, :key "k", :value nil, :time 2000}
                {:process 1, :type :ok, :f :read, :key "k", :value 5, :time 3000}
                {:process 0, :type :fail, :f :write, :value 1, :time 4000}"""))
                .containsExactly(
                        new Operation(
                                0,
                                "write",
                                Edn.nil(),
                                Edn.of(1),
                                null,
                                Outcome.FAILED,
                                0,
                                3,
                                new Moment(1, 1000),
                                new Moment(4, 4000)),
                        new Operation(
                                1,
                                "read",
                                Edn.of("k"),
                                Edn.nil(),
                                Edn.of(5),
                                Outcome.OK,
                                1,
                                2,
                                new Moment(2, 2000),
                                new Moment(3, 3000)));
    }

    @Test
    void aVectorAListAndRecordsAreReadAsWell() throws IOException {
        var ok = "{:type :ok :f :write :process 0}";
        for (var text : List.of(
                WRITE + ok,
                "[" + WRITE + " ; a comment\n" + ok + "]",
                "(" + WRITE + ok + ")",
                "#jepsen.history.Op" + WRITE + "\n#jepsen.history.Op" + ok)) {
            assertThat(read(text))
                    .hasSize(1)
                    .first()
                    .extracting(Operation::outcome)
                    .isEqualTo(Outcome.OK);
        }
    }

    @Test
    void whatWasNotAnsweredIsUnknown() throws IOException {
        assertThat(read(WRITE + "{:process 0, :type :info, :f :write, :value 1, :error :timed-out}"))
                .extracting(Operation::outcome)
                .containsExactly(Outcome.UNKNOWN);
        assertThat(read(WRITE)).extracting(Operation::outcome).containsExactly(Outcome.UNKNOWN);
    }

    @Test
    void faultsArePassedOver() throws IOException {
        assertThat(read("{:process :nemesis, :type :info, :f :start, :value \"cut off n1\"}\n" + WRITE))
                .hasSize(1);
    }

    @Test
    void callsAreShownAsTheyWereAskedAndAnswered() throws IOException {
        assertThat(call("read", "nil", "ok", "3")).isEqualTo("read → 3");
        assertThat(call("read", "nil", "ok", "nil")).isEqualTo("read → nil");
        assertThat(call("write", "4", "ok", "4")).isEqualTo("write 4");
        assertThat(call("cas", "[1 2]", "fail", "[1 2]")).isEqualTo("cas [1 2] failed");
        assertThat(call("cas", "[1 2]", "info", "nil")).isEqualTo("cas [1 2] unanswered");
    }

    @Test
    void whatCannotHaveHappenedIsRefusedWithItsLine() {
        assertRefused(
                "{:process 0, :type :ok, :f :read, :value 1}", "line 1: process 0 is answered :ok without a call");
        assertRefused(
                WRITE + "\n" + WRITE, "line 2: process 0 has two operations open: the one of line 1 was not answered");
        assertRefused(
                WRITE + "\n{:process 0, :type :ok, :f :read, :value 1}",
                "line 2: process 0 is answered a read, but it had called write on line 1");
        assertRefused(
                WRITE + "\n{:process 0, :type :info, :f :write}\n" + WRITE,
                "line 3: process 0 acts again, though nobody knows how its last operation ended: Jepsen gives it a new "
                        + "number");
        assertRefused(WRITE + "\n{:process 0, :type :done, :f :write}", "line 2: no operation is of the type :done");
        assertRefused("{:type :invoke, :f :read}", "line 1: an operation lacks its :process");
        assertRefused("{:process 0, :type \"invoke\", :f :read}", "line 1: :type is a keyword, not \"invoke\"");
        assertRefused("7", "line 1: an operation is a map, not 7");
        assertRefused(WRITE + "\n{:process 0", "line 2: the text ends before '}'");
    }

    private static String call(String f, String input, String type, String output) throws IOException {
        return read("{:process 0 :type :invoke :f :" + f + " :value " + input + "}{:process 0 :type :" + type + " :f :"
                        + f + " :value " + output + "}")
                .getFirst()
                .call();
    }

    private static void assertRefused(String text, String why) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(MalformedHistory.class)
                .hasMessage(why);
    }

    private static List<Operation> read(String text) throws IOException {
        return JepsenOperations.read(new StringReader(text));
    }
}
