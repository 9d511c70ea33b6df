package rtmlab.checkers.linearizability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Moment;
import rtmlab.checkers.history.Operation.Outcome;

/** Records operations in a program, as a client would. */
final class Tape {
    private record Call(int number, String f, Edn key, Edn input, int at) {}

    private final Map<Long, Call> open = new HashMap<>();
    private final List<@Nullable Operation> operations = new ArrayList<>();
    private int places;

    void invoke(long process, String f, Edn key, Edn input) {
        open.put(process, new Call(operations.size(), f, key, input, places++));
        operations.add(null);
    }

    void ok(long process, Edn output) {
        end(process, output, Outcome.OK);
    }

    void fail(long process) {
        end(process, null, Outcome.FAILED);
    }

    void unknown(long process) {
        end(process, null, Outcome.UNKNOWN);
    }

    private void end(long process, @Nullable Edn output, Outcome outcome) {
        var call = open.remove(process);
        if (call == null) {
            throw new IllegalStateException("process " + process + " has called nothing");
        }
        boolean answered = outcome != Outcome.UNKNOWN;
        operations.set(
                call.number,
                new Operation(
                        process,
                        call.f,
                        call.key,
                        call.input,
                        output,
                        outcome,
                        call.at,
                        answered ? places : Operation.NEVER,
                        new Moment(call.at + 1, Moment.UNTIMED),
                        answered ? new Moment(places + 1, Moment.UNTIMED) : null));
        places++;
    }

    List<Operation> operations() {
        for (var process : List.copyOf(open.keySet())) {
            unknown(process);
        }
        var all = new ArrayList<Operation>();
        for (var operation : operations) {
            if (operation != null) {
                all.add(operation);
            }
        }
        return all;
    }
}
