package rtmlab.checkers.linearizability;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Outcome;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.model.AppendOnlyLog;
import rtmlab.checkers.model.LogCall;
import rtmlab.checkers.model.LogCall.Append;
import rtmlab.checkers.model.LogCall.Poll;
import rtmlab.checkers.model.LogCall.Read;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * Linearizability of append-only logs, and order of what is polled of them, decided without a search.
 *
 * <p>It means what {@link Linearizability} means with {@link AppendOnlyLog} as the model, and of each process that polls
 * what {@link Consumers} says, but takes time in proportion to the history. {@link Growth} tells of the one exception.
 */
public final class LinearizableLog {
    private final Map<Edn, OneLog> logs = new LinkedHashMap<>();
    // Of the processes that were assigned logs or subscribed to some.
    private final Map<Long, Assignment> assignments = new HashMap<>();

    private record Assignment(int number, boolean isSubscribed) {
        static final Assignment NONE = new Assignment(0, false);
    }

    private LinearizableLog() {}

    public static Judgement check(List<Operation> history) {
        return check(history, Limits.none());
    }

    /** Throws IllegalArgumentException when the history holds an operation that a log does not have. */
    public static Judgement check(List<Operation> history, Limits limits) {
        var all = new LinearizableLog();
        history.forEach(all::add);
        if (history.stream().noneMatch(operation -> operation.outcome() == Outcome.OK)) {
            return Judgement.of(new Undecided("no operation was answered"));
        }
        var undecided = new ArrayList<Judgement>();
        var deadline = new Deadline(limits);
        for (var log : all.logs.values()) {
            var judgement = log.judge(deadline);
            switch (judgement.verdict()) {
                case Kept _ -> {}
                case Undecided _ -> undecided.add(judgement);
                default -> {
                    return judgement;
                }
            }
        }
        return undecided.isEmpty() ? Judgement.of(unbroken(all.logs.values())) : undecided.getFirst();
    }

    private void add(Operation operation) {
        if (LogCall.assigns(operation)) {
            if (operation.outcome() == Outcome.FAILED) {
                return;
            }
            var before = assignments.getOrDefault(operation.process(), Assignment.NONE);
            assignments.put(
                    operation.process(),
                    new Assignment(before.number + 1, operation.f().equals("subscribe")));
            return;
        }
        for (var call : LogCall.of(operation)) {
            var log = logs.computeIfAbsent(call.log(), OneLog::new);
            switch (call) {
                case Append append -> log.add(operation, append);
                case Read read -> log.add(operation, read);
                case Poll poll -> {
                    var assignment = assignments.isEmpty()
                            ? Assignment.NONE
                            : assignments.getOrDefault(operation.process(), Assignment.NONE);
                    log.add(operation, poll, assignment.number, assignment.isSubscribed);
                }
            }
        }
    }

    private static Verdict unbroken(Collection<OneLog> logs) {
        long appends = 0;
        long reads = 0;
        long untested = 0;
        for (var log : logs) {
            appends += log.appends();
            reads += log.reads();
            untested += log.isTested() ? 0 : 1;
        }
        if (untested == logs.size()) {
            return new Undecided("nothing was put to the test: nobody read or polled a value");
        }
        return new Kept(Words.count(appends, "append") + " and " + Words.count(reads, "read") + " of "
                + Words.count(logs.size(), "log") + " fit one order each"
                + (untested == 0 ? "" : "; nobody read a value of " + untested + " of them"));
    }
}
