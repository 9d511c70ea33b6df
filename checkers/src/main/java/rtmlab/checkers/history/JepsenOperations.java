package rtmlab.checkers.history;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnReader;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.edn.MalformedEdn;
import rtmlab.checkers.history.Operation.Moment;
import rtmlab.checkers.history.Operation.Outcome;

/**
 * Reads the operations of clients on any object from the form in which Jepsen keeps them.
 *
 * <p>One map for each invocation and each answer, with {@code :process :type :f :value} and perhaps {@code :key} and
 * {@code :time}, one after the other or all in one vector or list. A {@code :type :info} leaves open whether the
 * operation takes effect, as does the end of the history. A process that is no whole number tells of faults: its lines
 * are passed over.
 */
public final class JepsenOperations {
    private static final Edn NIL = Edn.nil();

    private final List<@Nullable Operation> operations = new ArrayList<>();
    private final Map<Long, Call> open = new HashMap<>();
    private final Set<Long> lost = new HashSet<>();
    private int places;

    private record Call(int number, long process, String f, Edn key, Edn input, int invokedAt, Moment invoked) {}

    private JepsenOperations() {}

    /** Answers the operations in the order of their invocations. */
    public static List<Operation> read(Path file) throws IOException {
        try (var in = Files.newBufferedReader(file)) {
            return read(in);
        }
    }

    /** Throws {@link MalformedHistory} with the line on which the text stops being a history. */
    public static List<Operation> read(Reader in) throws IOException {
        var edn = new EdnReader(in);
        var operations = new JepsenOperations();
        var line = new Line();
        try {
            edn.enter();
            while (edn.next(line.clear())) {
                operations.accept(line, edn.line());
            }
        } catch (MalformedEdn e) {
            throw MalformedHistory.atLine(e.line(), e.why());
        } catch (IllegalArgumentException e) {
            throw MalformedHistory.atLine(edn.line(), String.valueOf(e.getMessage()));
        }
        return operations.all();
    }

    /** The entries of one line that tell of an operation. */
    private static final class Line implements EdnReader.Entries {
        @Nullable
        Edn type;

        @Nullable
        Edn process;

        @Nullable
        Edn f;

        Edn key = NIL;
        Edn value = NIL;

        @Nullable
        Edn time;

        Line clear() {
            type = null;
            process = null;
            f = null;
            key = NIL;
            value = NIL;
            time = null;
            return this;
        }

        @Override
        public void entry(Edn name, Edn content) {
            if (name instanceof Edn.Keyword(var word)) {
                switch (word) {
                    case "type" -> type = content;
                    case "process" -> process = content;
                    case "f" -> f = content;
                    case "key" -> key = content;
                    case "value" -> value = content;
                    case "time" -> time = content;
                    default -> {
                        // Others tell nothing about what happened.
                    }
                }
            }
        }

        @Override
        public void noMap(Edn other) {
            throw new IllegalArgumentException("an operation is a map, not " + Words.cut(EdnWriter.write(other)));
        }
    }

    private void accept(Line op, int line) {
        var type = keyword("type", op.type);
        if (op.process == null) {
            throw new IllegalArgumentException("an operation lacks its :process");
        }
        // A process that is no number tells of faults.
        if (op.process instanceof Edn.Int(var process)) {
            var moment = new Moment(line, time(op.time));
            if (type.equals("invoke")) {
                invoke(process, op, moment);
            } else {
                answer(process, type, op, moment);
            }
        }
    }

    private void invoke(long process, Line op, Moment moment) {
        if (lost.contains(process)) {
            throw new IllegalArgumentException("process " + process
                    + " acts again, though nobody knows how its last operation ended: Jepsen gives it a new number");
        }
        var call = new Call(operations.size(), process, keyword("f", op.f), op.key, op.value, places++, moment);
        var running = open.put(process, call);
        if (running != null) {
            throw new IllegalArgumentException("process " + process + " has two operations open: the one of line "
                    + running.invoked().line() + " was not answered");
        }
        operations.add(null);
    }

    private void answer(long process, String type, Line op, Moment moment) {
        var call = open.remove(process);
        if (call == null) {
            throw new IllegalArgumentException("process " + process + " is answered :" + type + " without a call");
        }
        if (!call.f().equals(keyword("f", op.f))) {
            throw new IllegalArgumentException("process " + process + " is answered a " + keyword("f", op.f)
                    + ", but it had called " + call.f() + " on line "
                    + call.invoked().line());
        }
        var outcome = outcome(type);
        if (outcome == Outcome.UNKNOWN) {
            lost.add(process);
            operations.set(call.number(), unanswered(call));
            return;
        }
        operations.set(
                call.number(),
                new Operation(
                        process,
                        call.f(),
                        call.key(),
                        call.input(),
                        outcome == Outcome.OK ? op.value : null,
                        outcome,
                        call.invokedAt(),
                        places++,
                        call.invoked(),
                        moment));
    }

    private static Operation unanswered(Call call) {
        return new Operation(
                call.process(),
                call.f(),
                call.key(),
                call.input(),
                null,
                Outcome.UNKNOWN,
                call.invokedAt(),
                Operation.NEVER,
                call.invoked(),
                null);
    }

    private List<Operation> all() {
        for (var call : open.values()) {
            operations.set(call.number(), unanswered(call));
        }
        var all = new ArrayList<Operation>(operations.size());
        for (var operation : operations) {
            if (operation != null) {
                all.add(operation);
            }
        }
        return all;
    }

    private static Outcome outcome(String type) {
        return switch (type) {
            case "ok" -> Outcome.OK;
            case "fail" -> Outcome.FAILED;
            case "info" -> Outcome.UNKNOWN;
            default -> throw new IllegalArgumentException("no operation is of the type :" + type);
        };
    }

    private static long time(@Nullable Edn time) {
        return switch (time) {
            case Edn.Int(var nanos) -> nanos;
            case Edn.Nil() -> Moment.UNTIMED;
            case null -> Moment.UNTIMED;
            case Edn other -> throw new IllegalArgumentException(":time cannot be " + EdnWriter.write(other));
        };
    }

    private static String keyword(String name, @Nullable Edn value) {
        return switch (value) {
            case Edn.Keyword(var word) -> word;
            case null -> throw new IllegalArgumentException("an operation lacks its :" + name);
            case Edn other ->
                throw new IllegalArgumentException(
                        ":" + name + " is a keyword, not " + Words.cut(EdnWriter.write(other)));
        };
    }
}
