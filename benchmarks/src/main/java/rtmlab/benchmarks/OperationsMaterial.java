package rtmlab.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnReader;
import rtmlab.checkers.history.JepsenOperations;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.linearizability.Judgement;
import rtmlab.checkers.linearizability.Linearizability;
import rtmlab.checkers.linearizability.LinearizableLog;
import rtmlab.checkers.model.CasRegister;
import rtmlab.checkers.model.KeyValue;

/** Histories of operations in EDN, each with its model and the verdict that is known. */
final class OperationsMaterial implements Material {
    private final List<Known> known;
    private final List<byte[]> texts;
    private final List<List<Operation>> histories = new ArrayList<>();

    /** A history whose verdict is known. */
    record Known(String name, String text, String model, String initial, String verdict) {}

    OperationsMaterial(List<Known> known) {
        this.known = known.stream()
                .map(one -> new Known(one.name, "", one.model, one.initial, one.verdict))
                .toList();
        this.texts = known.stream()
                .map(one -> one.text.getBytes(StandardCharsets.UTF_8))
                .toList();
        try {
            for (var text : texts) {
                histories.add(read(text));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long bytes() {
        return texts.stream().mapToLong(text -> text.length).sum();
    }

    @Override
    public long parse() throws IOException {
        long operations = 0;
        for (var text : texts) {
            operations += read(text).size();
        }
        return operations;
    }

    private static List<Operation> read(byte[] text) throws IOException {
        return JepsenOperations.read(new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.UTF_8));
    }

    @Override
    public String check() {
        var wrong = new StringBuilder();
        for (int i = 0; i < known.size(); i++) {
            var one = known.get(i);
            var verdict = judge(one, histories.get(i)).verdict();
            if (!verdict.word().equals(one.verdict)) {
                wrong.append(one.name)
                        .append(" is ")
                        .append(verdict.word())
                        .append(", not ")
                        .append(one.verdict);
                wrong.append(" (").append(verdict.explanation()).append("); ");
            }
        }
        return wrong.toString();
    }

    private static Judgement judge(Known one, List<Operation> operations) {
        return switch (one.model) {
            case "cas-register" -> Linearizability.check(operations, CasRegister.of(edn(one.initial), operations));
            case "key-value" -> Linearizability.check(operations, new KeyValue(edn(one.initial)));
            case "log" -> LinearizableLog.check(operations);
            default -> throw new IllegalArgumentException("nothing judges by the model " + one.model);
        };
    }

    private static Edn edn(String text) {
        try {
            var value = new EdnReader(new StringReader(text)).next();
            return value == null ? Edn.nil() : value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
