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
    private static final Edn TYPE = Edn.keyword("type");
    private static final Edn PROCESS = Edn.keyword("process");
    private static final Edn F = Edn.keyword("f");
    private static final Edn KEY = Edn.keyword("key");
    private static final Edn VALUE = Edn.keyword("value");
    private static final Edn TIME = Edn.keyword("time");

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
        try {
            boolean enclosed = edn.enter();
            for (var op = next(edn, enclosed); op != null; op = next(edn, enclosed)) {
                operations.accept(op, edn.line());
            }
        } catch (MalformedEdn e) {
            throw MalformedHistory.atLine(e.line(), e.why());
        } catch (IllegalArgumentException e) {
            throw MalformedHistory.atLine(edn.line(), String.valueOf(e.getMessage()));
        }
        return operations.all();
    }

    private static @Nullable Edn next(EdnReader edn, boolean enclosed) throws IOException {
        return enclosed ? edn.nextInside() : edn.next();
    }

    private void accept(Edn op, int line) {
        // Newer Jepsens print their operations as records: #jepsen.history.Op{…}.
        if (!((op instanceof Edn.Tagged tagged ? tagged.value() : op) instanceof Edn.MapOf(var entries))) {
            throw new IllegalArgumentException("an operation is a map, not " + Words.cut(EdnWriter.write(op)));
        }
        var type = keyword(entries, TYPE);
        if (!(required(entries, PROCESS) instanceof Edn.Int(var process))) {
            return;
        }
        var moment = new Moment(line, time(entries));
        if (type.equals("invoke")) {
            invoke(process, entries, moment);
        } else {
            answer(process, type, entries, moment);
        }
    }

    private void invoke(long process, Map<Edn, Edn> entries, Moment moment) {
        if (lost.contains(process)) {
            throw new IllegalArgumentException("process " + process
                    + " acts again, though nobody knows how its last operation ended: Jepsen gives it a new number");
        }
        var call = new Call(
                operations.size(),
                process,
                keyword(entries, F),
                entries.getOrDefault(KEY, Edn.nil()),
                entries.getOrDefault(VALUE, Edn.nil()),
                places++,
                moment);
        var running = open.put(process, call);
        if (running != null) {
            throw new IllegalArgumentException("process " + process + " has two operations open: the one of line "
                    + running.invoked().line() + " was not answered");
        }
        operations.add(null);
    }

    private void answer(long process, String type, Map<Edn, Edn> entries, Moment moment) {
        var call = open.remove(process);
        if (call == null) {
            throw new IllegalArgumentException("process " + process + " is answered :" + type + " without a call");
        }
        if (!call.f().equals(keyword(entries, F))) {
            throw new IllegalArgumentException("process " + process + " is answered a " + keyword(entries, F)
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
                        outcome == Outcome.OK ? entries.getOrDefault(VALUE, Edn.nil()) : null,
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

    private static long time(Map<Edn, Edn> entries) {
        return switch (entries.get(TIME)) {
            case Edn.Int(var nanos) -> nanos;
            case Edn.Nil() -> Moment.UNTIMED;
            case null -> Moment.UNTIMED;
            case Edn other -> throw new IllegalArgumentException(":time cannot be " + EdnWriter.write(other));
        };
    }

    private static String keyword(Map<Edn, Edn> entries, Edn name) {
        if (required(entries, name) instanceof Edn.Keyword(var word)) {
            return word;
        }
        throw new IllegalArgumentException(
                EdnWriter.write(name) + " is a keyword, not " + Words.cut(EdnWriter.write(required(entries, name))));
    }

    private static Edn required(Map<Edn, Edn> entries, Edn name) {
        var value = entries.get(name);
        if (value == null) {
            throw new IllegalArgumentException("an operation lacks its " + EdnWriter.write(name));
        }
        return value;
    }
}
