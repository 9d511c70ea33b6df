package rtmlab.checkers.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation.Moment;
import rtmlab.checkers.history.Operation.Outcome;

/** Puts invocations and answers, told in their order, together to operations; complains of what cannot have happened. */
final class Calls {
    private final List<@Nullable Operation> operations = new ArrayList<>();
    private final Map<Long, Call> open = new HashMap<>();
    private final Set<Long> lost = new HashSet<>();
    private int places;

    private record Call(int number, long process, String f, Edn key, Edn input, int invokedAt, Moment invoked) {}

    void invoke(long process, String f, Edn key, Edn input, Moment moment) {
        if (lost.contains(process)) {
            throw new IllegalArgumentException("process " + process
                    + " acts again, though nobody knows how its last operation ended: Jepsen gives it a new number");
        }
        var call = new Call(operations.size(), process, f, key, input, places++, moment);
        var running = open.put(process, call);
        if (running != null) {
            throw new IllegalArgumentException("process " + process + " has two operations open: the one of line "
                    + running.invoked().line() + " was not answered");
        }
        operations.add(null);
    }

    /** @param key nil where the answer does not repeat it */
    void answer(long process, String type, String f, Edn key, Edn output, Moment moment) {
        var call = open.remove(process);
        if (call == null) {
            throw new IllegalArgumentException("process " + process + " is answered :" + type + " without a call");
        }
        if (!call.f().equals(f)) {
            throw new IllegalArgumentException("process " + process + " is answered " + Words.a(f)
                    + ", but it had called " + call.f() + " on line "
                    + call.invoked().line());
        }
        if (!(key instanceof Edn.Nil) && !key.equals(call.key())) {
            throw new IllegalArgumentException("process " + process + " is answered about the key "
                    + EdnWriter.write(key) + ", but it had called " + f + " on "
                    + (call.key() instanceof Edn.Nil ? "none" : EdnWriter.write(call.key())) + " on line "
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
                        outcome == Outcome.OK ? output : null,
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

    /** Answers the operations in the order of their invocations. */
    List<Operation> all() {
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
}
