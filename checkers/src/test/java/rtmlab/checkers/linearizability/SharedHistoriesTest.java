package rtmlab.checkers.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnReader;
import rtmlab.checkers.history.JepsenOperations;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.model.CasRegister;
import rtmlab.checkers.model.KeyValue;

/**
 * The histories of other projects that lie beside this one, each with a known verdict.
 *
 * <p>They are not this project's to hand on. Where they are missing, nothing is tested;
 * {@code -Dtest.jvm.options=-Drtmlab.histories=FOLDER} tells where else they are.
 */
class SharedHistoriesTest {
    private static final Path FOLDER = Path.of(System.getProperty("rtmlab.histories", "../../shared/data/histories"));

    private record Known(String file, String model, String initial, String verdict) {
        List<Operation> operations() throws IOException {
            return JepsenOperations.read(FOLDER.resolve(file));
        }

        Judgement judge() throws IOException {
            var operations = operations();
            var value = new EdnReader(new StringReader(initial)).next();
            var begin = value == null ? Edn.nil() : value;
            return switch (model.split(" ", 2)[0]) {
                case "cas-register" -> Linearizability.check(operations, CasRegister.of(begin, operations));
                case "key-value" -> Linearizability.check(operations, new KeyValue(begin));
                case "log" -> LinearizableLog.check(operations);
                default -> throw new IllegalArgumentException("no model is called " + model);
            };
        }
    }

    @TestFactory
    Stream<DynamicTest> everyVerdictIsTheKnownOne() throws IOException {
        return known().stream()
                .map(known -> DynamicTest.dynamicTest(known.file, () -> {
                    var verdict = known.judge().verdict();
                    assertThat(verdict.word()).as(verdict.explanation()).isEqualTo(known.verdict);
                }));
    }

    @Test
    void aLostAppendIsExplainedByTheReadThatLacksIt() throws IOException {
        for (var known : known()) {
            if (known.file.equals("log-p1-lost.edn")) {
                assertThat(known.judge().verdict().explanation())
                        .isEqualTo("log 0: append 1348 of process 2 was acknowledged at 0.344685 s, line 3004; "
                                + "the read of process 2, which began at 0.344742 s, line 3005, lacks it");
            }
        }
    }

    private static List<Known> known() throws IOException {
        var manifest = FOLDER.resolve("MANIFEST.tsv");
        assumeTrue(Files.isRegularFile(manifest), "the histories of other projects are not here");
        var known = new ArrayList<Known>();
        for (var line : Files.readAllLines(manifest)
                .subList(1, Files.readAllLines(manifest).size())) {
            var cells = line.split("\t", -1);
            known.add(new Known(cells[0], cells[1], cells[2], cells[3]));
        }
        return known;
    }
}
