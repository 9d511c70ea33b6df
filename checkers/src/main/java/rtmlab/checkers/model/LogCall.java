package rtmlab.checkers.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Words;

/** What an operation does to one log. */
public sealed interface LogCall {

    /** Which log it acts on. */
    Edn log();

    /** Puts a value at the log's end; the answer may tell at which offset it stands, from 0. */
    record Append(Edn log, Edn value, @Nullable Long offset) implements LogCall {}

    /** Reads the whole log; what it answered is null if nobody knows. */
    record Read(Edn log, @Nullable List<Edn> values) implements LogCall {}

    /** Receives some records of the log, each with its offset; there may be more. */
    record Poll(Edn log, Records records) implements LogCall {}

    /**
     * Reads the notations of Jepsen's workloads: one-operation transactions {@code [[:append k v]]} and
     * {@code [[:r k [v …]]]} as Elle has them, {@code [[:send k [offset v]]]} and {@code [[:poll {k [[offset v] …]}]]} as
     * the Kafka workload has them, and plain {@code :append}, {@code :read}, {@code :send} and {@code :poll} with
     * {@code :key}. A poll may act on several logs; everything else acts on one.
     */
    static List<LogCall> of(Operation operation) {
        return switch (operation.f()) {
            case "append" -> {
                Answers.repeats(operation);
                yield List.of(new Append(operation.key(), operation.input(), null));
            }
            case "read" -> {
                Answers.fillsIn(operation);
                yield List.of(new Read(
                        operation.key(), operation.output() == null ? null : items(operation, operation.output())));
            }
            case "txn", "send", "poll" -> {
                var call = transaction(operation, operation.input());
                if (call == null) {
                    yield List.of(plain(operation));
                }
                yield of(operation, call, answer(operation));
            }
            default ->
                throw operation.misfit(
                        "a log has append and read, send and poll, or txn with one of them, not " + operation.f());
        };
    }

    /** Tells whether the process is given another place from which to poll: {@code assign} or {@code subscribe}. */
    static boolean assigns(Operation operation) {
        return operation.f().equals("assign") || operation.f().equals("subscribe");
    }

    private static LogCall plain(Operation operation) {
        return switch (operation.f()) {
            case "send" ->
                new Append(
                        operation.key(),
                        operation.input(),
                        operation.output() == null ? null : sentTo(operation, operation.input(), operation.output()));
            case "poll" -> new Poll(operation.key(), Records.of(operation, operation.output()));
            default -> throw operation.misfit("a txn has a vector of operations, not " + shown(operation.input()));
        };
    }

    private static List<LogCall> of(Operation operation, List<Edn> call, @Nullable List<Edn> answer) {
        if (!(call.getFirst() instanceof Edn.Keyword(var name))) {
            throw operation.misfit("an operation of a txn begins with a keyword, not " + shown(call.getFirst()));
        }
        if (answer != null) {
            Answers.repeats(operation, call.getFirst(), answer.getFirst());
            if (!name.equals("poll")) {
                Answers.repeats(operation, argument(operation, call, 1), answered(operation, answer, 1));
            }
        }
        return switch (name) {
            case "append" -> {
                var value = argument(operation, call, 2);
                if (answer != null) {
                    Answers.repeats(operation, value, answered(operation, answer, 2));
                }
                yield List.of(new Append(argument(operation, call, 1), value, null));
            }
            case "r" -> {
                if (answer != null && call.size() > 2) {
                    Answers.fillsIn(operation, call.get(2), answered(operation, answer, 2));
                }
                yield List.of(new Read(
                        argument(operation, call, 1),
                        answer == null ? null : items(operation, answered(operation, answer, 2))));
            }
            case "send" -> {
                var value = argument(operation, call, 2);
                yield List.of(new Append(
                        argument(operation, call, 1),
                        value,
                        answer == null ? null : sentTo(operation, value, answered(operation, answer, 2))));
            }
            case "poll" -> polls(operation, answer);
            default -> throw operation.misfit("a log has :append, :r, :send and :poll, not :" + name);
        };
    }

    private static List<LogCall> polls(Operation operation, @Nullable List<Edn> answer) {
        if (answer == null || answer.size() < 2 || !(answer.get(1) instanceof Edn.MapOf(var logs))) {
            return List.of();
        }
        var polls = new ArrayList<LogCall>();
        logs.forEach((log, records) -> polls.add(new Poll(log, Records.of(operation, records))));
        return polls;
    }

    private static @Nullable List<Edn> answer(Operation operation) {
        if (operation.output() == null) {
            return null;
        }
        var answers = Collections.items(operation.output());
        var answer = answers == null || answers.size() != 1 ? null : Collections.items(answers.getFirst());
        if (answer == null || answer.isEmpty()) {
            throw operation.misanswer(
                    "a txn of one operation answers a vector of one, not " + shown(operation.output()));
        }
        return answer;
    }

    /** Answers the only operation of a transaction, or null if the value is no transaction. */
    private static @Nullable List<Edn> transaction(Operation operation, Edn value) {
        var calls = Collections.items(value);
        if (calls == null || calls.isEmpty() || Collections.items(calls.getFirst()) == null) {
            return null;
        }
        if (calls.size() != 1) {
            throw operation.misfit("a transaction of " + Words.count(calls.size(), "operation")
                    + " acts on more than one log at once: this model wants one operation each");
        }
        var call = Collections.items(calls.getFirst());
        return call == null || call.isEmpty() ? null : call;
    }

    private static Edn answered(Operation operation, List<Edn> answer, int index) {
        if (index >= answer.size()) {
            throw operation.misanswer(
                    "the answer to a txn lacks its part " + index + ": " + shown(new Edn.VectorOf(answer)));
        }
        return answer.get(index);
    }

    private static Edn argument(Operation operation, List<Edn> call, int index) {
        if (index >= call.size()) {
            throw operation.misfit("an operation of a txn lacks its part " + index + ": " + shown(operation.input()));
        }
        return call.get(index);
    }

    /** Where the value was put, or null if the answer does not tell: it may repeat the value without an offset. */
    private static @Nullable Long sentTo(Operation operation, Edn value, Edn answer) {
        var record = Collections.items(answer);
        if (record != null && record.size() == 2 && record.get(1).equals(value)) {
            long offset = Records.offset(answer);
            if (offset < 0 && !Answers.isNil(record.getFirst())) {
                throw operation.misanswer("an offset is a whole number from 0 on, not " + shown(record.getFirst()));
            }
            return offset < 0 ? null : offset;
        }
        Answers.repeats(operation, value, answer);
        return null;
    }

    // A read of a log that nobody has written to yet answers nil in Elle's histories.
    static List<Edn> items(Operation operation, Edn value) {
        if (value instanceof Edn.Nil) {
            return List.of();
        }
        var items = Collections.items(value);
        if (items == null) {
            throw operation.misanswer("a log is read as a vector, not as " + shown(value));
        }
        return items;
    }

    static String shown(Edn value) {
        return Words.cut(EdnWriter.write(value));
    }
}
