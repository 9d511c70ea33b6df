package rtmlab.checkers.linearizability;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Outcome;

/** What processes may poll of one log, said once more and without regard to time: for histories of a handful of operations. */
final class NaiveStreams {
    private final List<Operation> history;

    private NaiveStreams(List<Operation> history) {
        this.history = history;
    }

    static boolean areInOrder(List<Operation> history) {
        var streams = new NaiveStreams(history);
        return history.stream().map(Operation::process).distinct().allMatch(streams::isInOrder)
                && streams.nothingIsLost();
    }

    /** Answers what was polled by one operation, if it did and is known to have. */
    private static List<Integer> polled(Operation operation) {
        var offsets = new ArrayList<Integer>();
        if (operation.f().equals("poll") && operation.outcome() == Outcome.OK) {
            for (var record : ((Edn.VectorOf) requireNonNull(operation.output())).items()) {
                offsets.add(offset(record));
            }
        }
        return offsets;
    }

    private static int offset(Edn record) {
        return (int) ((Edn.Int) ((Edn.VectorOf) record).items().getFirst()).value();
    }

    private Set<Integer> received() {
        var received = new HashSet<Integer>();
        for (var operation : history) {
            received.addAll(polled(operation));
            if (operation.f().equals("read") && operation.outcome() == Outcome.OK) {
                int length = ((Edn.VectorOf) requireNonNull(operation.output()))
                        .items()
                        .size();
                for (int i = 0; i < length; i++) {
                    received.add(i);
                }
            }
        }
        return received;
    }

    private Set<Integer> acknowledged() {
        var acknowledged = new HashSet<Integer>();
        for (var operation : history) {
            if (operation.f().equals("send") && operation.outcome() == Outcome.OK) {
                acknowledged.add(offset(requireNonNull(operation.output())));
            }
        }
        return acknowledged;
    }

    private boolean isInOrder(long process) {
        var known = received();
        known.addAll(acknowledged());
        var inARow = new ArrayList<Integer>();
        boolean subscribed = false;
        for (var operation : history) {
            if (operation.process() != process) {
                continue;
            }
            boolean assigns = operation.f().equals("assign") || operation.f().equals("subscribe");
            if (assigns && operation.outcome() != Outcome.FAILED) {
                inARow.clear();
                subscribed = operation.f().equals("subscribe");
            }
            if (subscribed && !polled(operation).isEmpty()) {
                inARow.clear();
            }
            for (int offset : polled(operation)) {
                if (!inARow.isEmpty()) {
                    int last = inARow.getLast();
                    boolean skips = known.stream().anyMatch(one -> one > last && one < offset);
                    if (offset <= last || skips) {
                        return false;
                    }
                }
                inARow.add(offset);
            }
        }
        return true;
    }

    private boolean nothingIsLost() {
        var polled = history.stream().flatMap(one -> polled(one).stream()).toList();
        int furthest = polled.isEmpty() ? -1 : Collections.max(polled);
        var received = received();
        return acknowledged().stream().allMatch(offset -> offset >= furthest || received.contains(offset));
    }
}
