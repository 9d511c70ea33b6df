package rtmlab.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./rtm check FILE --model MODEL}: each model, both notations, and what cannot be read. */
class CheckModelsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            register     | write   | 1     | read     | 1         | 2
            cas-register | write   | 1     | read     | 1         | 2
            key-value    | put     | "a"   | get      | "a"       | "b"
            set          | add     | 1     | read     | [1]       | []
            queue        | enqueue | 1     | dequeue  | 1         | 2
            log          | append  | 1     | read     | [1]       | []
            """)
    void eachModelTellsRightFromWrong(
            String model, String change, String value, String read, String right, String wrong) throws IOException {
        for (var answer : new String[] {right, wrong}) {
            var kept = answer.equals(right);
            var edn = """
                    {:process 0, :type :invoke, :f :%1$s, :key "k", :value %2$s}
                    {:process 0, :type :ok, :f :%1$s, :key "k", :value %2$s}
                    {:process 1, :type :invoke, :f :%3$s, :key "k", :value nil}
                    {:process 1, :type :ok, :f :%3$s, :key "k", :value %4$s}
                    """.formatted(change, value, read, answer);
            var json = """
                    {"process":0,"type":"invoke","f":"%1$s","key":"k","value":%2$s}
                    {"process":0,"type":"ok","f":"%1$s","key":"k","value":%2$s}
                    {"process":1,"type":"invoke","f":"%3$s","key":"k","value":null}
                    {"process":1,"type":"ok","f":"%3$s","key":"k","value":%4$s}
                    """.formatted(change, value, read, answer);
            assertThat(check(file("h.edn", edn), model)).isEqualTo(kept ? 0 : 1);
            assertThat(check(file("h.jsonl", json), model)).isEqualTo(kept ? 0 : 1);
            assertThat(out.toString()).contains(kept ? "kept" : "broken").doesNotContain("undecided");
        }
    }

    @Test
    void whatCameBeforeAFileThatCannotBeReadIsAnsweredAndTheWholeIsNotKept() throws IOException {
        var good = file("good.edn", """
                {:process 0 :type :invoke :f :write :value 2}{:process 0 :type :ok :f :write :value 2}
                {:process 0 :type :invoke :f :read}{:process 0 :type :ok :f :read :value 2}
                """);
        var malformed = file("malformed.edn", "{:process 0");

        assertThat(run("check", good, malformed, "--model", "register", "--json"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("\"verdict\":\"undecided\"", "good.edn", "\"verdict\":\"kept\"");
        assertThat(err.toString()).contains("malformed.edn is not a history");
    }

    @Test
    void anInitialValueThatNothingHasIsRefused() throws IOException {
        var history = file("h.edn", "{:process 0 :type :invoke :f :read}{:process 0 :type :ok :f :read :value 1}");

        assertThat(run("check", history, "--initial", "3")).isEqualTo(2);
        assertThat(err.toString()).contains("a broadcast has no initial value");
        assertThat(run("check", history, "--model", "register", "--initial", ""))
                .isEqualTo(2);
        assertThat(err.toString()).contains("the initial value is empty");
    }

    @Test
    void severalFilesAreJudgedEachAlone() throws IOException {
        var good = file("good.edn", "{:process 0 :type :invoke :f :read}{:process 0 :type :ok :f :read :value 1}");
        var bad = file("bad.edn", "{:process 0 :type :invoke :f :read}{:process 0 :type :ok :f :read :value 2}");

        assertThat(run("check", good, bad, "--model", "register", "--initial", "1"))
                .isEqualTo(1);
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(out.toString()).contains(good + "  linearizable").contains(bad + "  linearizable");

        assertThat(run("check", good, bad, "--model", "register", "--initial", "1", "--json"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("{\"verdict\":\"broken\",\"files\":{");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            h.edn   | {:process 0, :type :ok, :f :read, :value 1}           | line 1: process 0 is answered :ok without a call
            h.edn   | {:process 0, :type :invoke                            | line 1: the text ends before '}'
            h.edn   | {:process 0 :type :invoke :f :hop}{:process 0 :type :ok :f :hop} | line 1: a register has read and write, not hop
            h.jsonl | {"process":0,"type":"invoke","f":"read"               | line 1: this is no complete JSON object
            h.jsonl | {"process":0,"type":"ok","f":"read","value":1}        | line 1: process 0 is answered :ok without a call
            h.jsonl | {"process":0,"f":"read"}                              | line 1: an operation lacks its "type"
            """)
    void whatCannotHaveBeenRecordedIsBadInputAndItsLineIsNamed(String name, String text, String sentence)
            throws IOException {
        assertThat(check(file(name, text), "register")).isEqualTo(2);
        var sentences =
                err.toString().lines().filter(line -> line.startsWith("rtm: ")).toList();
        assertThat(sentences).hasSize(1);
        assertThat(sentences.getFirst()).contains(sentence);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void aSearchThatIsGivenUpIsUndecidedAndNeverKept() throws IOException {
        var hard = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            hard.append("{:process %d :type :invoke :f :enqueue :value %d}%n".formatted(i, i));
        }
        for (int i = 0; i < 30; i++) {
            hard.append("{:process %d :type :ok :f :enqueue :value %d}%n".formatted(i, i));
        }
        hard.append("{:process 99 :type :invoke :f :dequeue}{:process 99 :type :ok :f :dequeue :value 77}");

        assertThat(run("check", file("hard.edn", hard.toString()), "--model", "queue", "--give-up-after", "0"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("undecided").doesNotContain("kept");
    }

    private int check(String file, String model) {
        return run("check", file, "--model", model);
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
