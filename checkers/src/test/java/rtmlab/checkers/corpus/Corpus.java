package rtmlab.checkers.corpus;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.History;
import rtmlab.checkers.history.JepsenOperations;
import rtmlab.checkers.history.JsonLines;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.linearizability.Judgement;
import rtmlab.checkers.linearizability.Linearizability;
import rtmlab.checkers.linearizability.LinearizableLog;
import rtmlab.checkers.model.CasRegister;
import rtmlab.checkers.model.KeyValue;
import rtmlab.checkers.model.Queue;
import rtmlab.checkers.model.Register;
import rtmlab.checkers.model.SetOfValues;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Verdict;

/** Small histories, written by hand, each good or bad for one reason; {@code corpus.tsv} beside them says which. */
final class Corpus {
    private Corpus() {}

    /**
     * One line of the table.
     *
     * @param model {@code broadcast}, or the object that the operations are on
     * @param expected {@code kept} or {@code broken}, and of a broadcast the promises
     * @param reason why, in one sentence
     */
    record Entry(String file, String model, String expected, String reason) {
        boolean isGood() {
            return file.startsWith("good/");
        }

        boolean isBroadcast() {
            return model.equals("broadcast");
        }

        /** The promises that are kept where it is good, and broken where it is bad. */
        List<String> promises() {
            return List.of(expected.substring(expected.indexOf(' ') + 1).split(", ", -1));
        }

        @Override
        public String toString() {
            return file + ": " + reason;
        }
    }

    static List<Entry> entries() {
        return table("corpus.tsv").stream()
                .map(row -> new Entry(row.get(0), row.get(1), row.get(2), row.get(3)))
                .toList();
    }

    /** The rows of a table below its header. */
    static List<List<String>> table(String name) {
        return text(name)
                .lines()
                .skip(1)
                .map(line -> List.of(line.split("\t", -1)))
                .toList();
    }

    static String text(String file) {
        try (var in = reader(file)) {
            return in.readAllAsString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reader reader(String file) {
        var in = Objects.requireNonNull(Corpus.class.getResourceAsStream(file), file);
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    static History broadcast(Entry entry) throws IOException {
        try (var in = reader(entry.file())) {
            return JsonLines.read(in);
        }
    }

    static List<Operation> operations(Entry entry) throws IOException {
        try (var in = reader(entry.file())) {
            return JepsenOperations.read(in);
        }
    }

    /** The verdict on every promise and session guarantee. */
    static Map<String, Verdict> verdicts(History history) {
        var all = new ArrayList<>(Promises.all());
        Promises.sessionGuarantees().stream()
                .filter(guarantee -> all.stream().noneMatch(one -> one.name().equals(guarantee.name())))
                .forEach(all::add);
        return new LinkedHashMap<>(Promises.check(history, all));
    }

    static Judgement judgement(String model, List<Operation> operations) {
        return switch (model) {
            case "register" -> Linearizability.check(operations, new Register(Edn.nil()));
            case "cas-register" -> Linearizability.check(operations, CasRegister.of(Edn.nil(), operations));
            case "key-value" -> Linearizability.check(operations, new KeyValue(Edn.of("")));
            case "set" -> Linearizability.check(operations, new SetOfValues());
            case "queue" -> Linearizability.check(operations, new Queue());
            case "log" -> LinearizableLog.check(operations);
            default -> throw new IllegalArgumentException("there is no model " + model);
        };
    }
}
