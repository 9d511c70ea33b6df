package rtmlab.checkers.history;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation.Moment;
import rtmlab.checkers.history.Operation.Outcome;

/**
 * Writes the operations of clients on any object in the form in which Jepsen keeps them; {@link JepsenOperations} reads
 * it.
 *
 * <p>What was never answered is written as an invocation alone, which means the same as an {@code :info} behind it.
 */
public final class JepsenOperationWriter {

    /** One line: an invocation, or an answer. */
    private record Line(int place, Operation operation, boolean isAnswer) {}

    private JepsenOperationWriter() {}

    public static void write(List<Operation> operations, Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            write(operations, out);
        }
    }

    public static void write(List<Operation> operations, Writer out) throws IOException {
        var lines = new ArrayList<Line>();
        for (var operation : operations) {
            lines.add(new Line(operation.invokedAt(), operation, false));
            if (operation.outcome() != Outcome.UNKNOWN) {
                lines.add(new Line(operation.answeredAt(), operation, true));
            }
        }
        lines.sort(Comparator.comparingInt(Line::place));
        long index = 0;
        for (var line : lines) {
            EdnWriter.write(new Edn.MapOf(map(line, index++)), out);
            out.write('\n');
        }
        out.flush();
    }

    private static Map<Edn, Edn> map(Line line, long index) {
        var operation = line.operation();
        var map = new LinkedHashMap<Edn, Edn>();
        map.put(Edn.keyword("index"), Edn.of(index));
        putTime(map, line.isAnswer() ? operation.answered() : operation.invoked());
        map.put(Edn.keyword("type"), Edn.keyword(type(line)));
        map.put(Edn.keyword("process"), Edn.of(operation.process()));
        map.put(Edn.keyword("f"), Edn.keyword(operation.f()));
        if (!operation.key().equals(Edn.nil())) {
            map.put(Edn.keyword("key"), operation.key());
        }
        var output = line.isAnswer() ? operation.output() : null;
        map.put(Edn.keyword("value"), output == null ? operation.input() : output);
        return map;
    }

    private static void putTime(Map<Edn, Edn> map, @Nullable Moment moment) {
        if (moment != null && moment.nanos() != Moment.UNTIMED) {
            map.put(Edn.keyword("time"), Edn.of(moment.nanos()));
        }
    }

    private static String type(Line line) {
        if (!line.isAnswer()) {
            return "invoke";
        }
        return line.operation().outcome() == Outcome.OK ? "ok" : "fail";
    }
}
