package rtmlab.checkers.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.checkers.corpus.Corpus.Entry;
import rtmlab.checkers.history.JepsenHistory;
import rtmlab.checkers.history.JepsenOperationWriter;
import rtmlab.checkers.history.JepsenOperations;
import rtmlab.checkers.history.JsonLines;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;

/** Every history of the corpus gets the verdict that stands beside it, and survives being written and read again. */
class CorpusTest {

    static Stream<Entry> good() {
        return Corpus.entries().stream().filter(Entry::isGood);
    }

    static Stream<Entry> bad() {
        return Corpus.entries().stream().filter(entry -> !entry.isGood());
    }

    static Stream<Entry> all() {
        return Corpus.entries().stream();
    }

    @Test
    void thereAreAtLeast40GoodAnd60BadHistoriesEachInTheTableOnce() throws Exception {
        assertThat(good()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(bad()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(all().map(Entry::file)).doesNotHaveDuplicates();
        assertThat(all().map(Entry::reason)).doesNotHaveDuplicates();
        var folder = Path.of(CorpusTest.class.getResource("corpus.tsv").toURI()).resolveSibling(".");
        for (var kind : List.of("good", "bad")) {
            try (var files = Files.list(folder.resolve(kind))) {
                assertThat(files.map(file -> kind + "/" + file.getFileName()))
                        .containsExactlyInAnyOrderElementsOf(all().map(Entry::file)
                                .filter(file -> file.startsWith(kind))
                                .toList());
            }
        }
    }

    @Test
    void everyPromiseAndEveryModelIsKeptSomewhereAndBrokenSomewhere() {
        var names = new TreeSet<>(List.of("register", "cas-register", "key-value", "set", "queue", "log"));
        Promises.all().forEach(promise -> names.add(promise.name()));
        Promises.sessionGuarantees().forEach(promise -> names.add(promise.name()));
        for (var entries : List.of(good().toList(), bad().toList())) {
            var met = new HashSet<String>();
            entries.forEach(entry -> met.addAll(entry.isBroadcast() ? entry.promises() : List.of(entry.model())));
            assertThat(met).containsAll(names);
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void whatIsGoodIsFoundGood(Entry entry) throws IOException {
        if (!entry.isBroadcast()) {
            var verdict =
                    Corpus.judgement(entry.model(), Corpus.operations(entry)).verdict();
            assertThat(verdict).as(verdict.explanation()).isInstanceOf(Kept.class);
            return;
        }
        var verdicts = Corpus.verdicts(Corpus.broadcast(entry));
        assertThat(verdicts.values()).noneMatch(Broken.class::isInstance);
        for (var promise : entry.promises()) {
            assertThat(verdicts.get(promise)).as(promise).isInstanceOf(Kept.class);
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatIsBadBreaksExactlyWhatItMust(Entry entry) throws IOException {
        if (!entry.isBroadcast()) {
            var judgement = Corpus.judgement(entry.model(), Corpus.operations(entry));
            assertThat(judgement.verdict()).isInstanceOf(Broken.class);
            assertThat(judgement.culprits()).isNotEmpty();
            return;
        }
        var history = Corpus.broadcast(entry);
        var broken = new TreeSet<String>();
        Corpus.verdicts(history).forEach((promise, verdict) -> {
            if (verdict instanceof Broken witness) {
                broken.add(promise);
                assertThat(witness.events()).as(promise).isNotEmpty();
                assertThat(history.events()).containsAll(witness.events());
            }
        });
        assertThat(broken).containsExactlyInAnyOrderElementsOf(entry.promises());
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsWrittenIsReadAsItWas(Entry entry) throws IOException {
        if (entry.isBroadcast()) {
            var history = Corpus.broadcast(entry);
            var edn = new StringWriter();
            JepsenHistory.write(history, edn);
            assertThat(JepsenHistory.read(new StringReader(edn.toString()))).isEqualTo(history);
            var json = new StringWriter();
            JsonLines.write(history, json);
            assertThat(json.toString()).isEqualTo(Corpus.text(entry.file()));
            assertThat(JepsenOperations.read(new StringReader(edn.toString())))
                    .as("what is ours is well-formed to Jepsen's eyes")
                    .hasSize((int) history.events().stream()
                            .filter(event -> event instanceof rtmlab.checkers.history.Event.Submitted
                                    || event instanceof rtmlab.checkers.history.Event.Reading)
                            .count());
            return;
        }
        var operations = Corpus.operations(entry);
        var again = JepsenOperations.read(new StringReader(written(operations)));
        assertThat(again.stream().map(CorpusTest::untold).toList())
                .isEqualTo(operations.stream().map(CorpusTest::untold).toList());
        assertThat(written(again)).isEqualTo(written(operations));
        assertThat(Corpus.judgement(entry.model(), again).verdict().word())
                .isEqualTo(Corpus.judgement(entry.model(), operations).verdict().word());
    }

    private static String written(List<Operation> operations) {
        var edn = new StringWriter();
        try {
            JepsenOperationWriter.write(operations, edn);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return edn.toString();
    }

    /** An operation without the lines on which a file tells of it. */
    private static String untold(Operation operation) {
        return operation.process() + " " + operation.call() + " " + operation.outcome() + " " + operation.invokedAt();
    }
}
