package rtmlab.checkers.linearizability;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Outcome;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.model.AppendOnlyLog;
import rtmlab.checkers.model.LogCall;
import rtmlab.checkers.model.LogCall.Append;
import rtmlab.checkers.model.LogCall.Poll;
import rtmlab.checkers.model.LogCall.Read;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * Linearizability of append-only logs, decided without a search.
 *
 * <p>It means what {@link Linearizability} means with {@link AppendOnlyLog} as the model, but takes time in proportion
 * to the history and so is always decided. What makes that possible: no log has the same value appended twice. Where one
 * has, that log is searched.
 */
public final class LinearizableLog {
    private LinearizableLog() {}

    public static Judgement check(List<Operation> history) {
        return check(history, Limits.none());
    }

    /** Throws IllegalArgumentException when the history holds an operation that a log does not have. */
    public static Judgement check(List<Operation> history, Limits limits) {
        var logs = logs(history);
        if (history.stream().noneMatch(operation -> operation.outcome() == Outcome.OK)) {
            return Judgement.of(new Undecided("no operation was answered"));
        }
        var undecided = new ArrayList<Judgement>();
        for (var log : logs.values()) {
            var judgement = log.hasUniqueValues() ? log.judge() : search(history, log.name, limits);
            switch (judgement.verdict()) {
                case Kept _ -> {}
                case Undecided _ -> undecided.add(judgement);
                default -> {
                    return judgement;
                }
            }
        }
        return undecided.isEmpty() ? Judgement.of(kept(logs.values())) : undecided.getFirst();
    }

    private static Map<Edn, OneLog> logs(List<Operation> history) {
        Map<Edn, OneLog> logs = new LinkedHashMap<>();
        for (var operation : history) {
            for (var call : LogCall.of(operation)) {
                var log = logs.computeIfAbsent(call.log(), OneLog::new);
                switch (call) {
                    case Append append -> log.add(operation, append);
                    case Read read -> log.add(operation, read);
                    case Poll poll -> log.add(operation, poll);
                }
            }
        }
        return logs;
    }

    private static Judgement search(List<Operation> history, Edn name, Limits limits) {
        var model = new AppendOnlyLog();
        var operations = history.stream()
                .filter(operation -> LogCall.of(operation).stream()
                        .anyMatch(call -> call.log().equals(name)))
                .toList();
        var judgement = Linearizability.check(operations, model, limits);
        // An unanswered log among answered ones is no reason for doubt.
        boolean answered = operations.stream().anyMatch(operation -> operation.outcome() == Outcome.OK);
        return answered ? judgement : Judgement.of(new Kept("nothing was answered"));
    }

    private static Kept kept(Iterable<OneLog> logs) {
        long appends = 0;
        long reads = 0;
        Set<Edn> names = new HashSet<>();
        for (var log : logs) {
            appends += log.appends();
            reads += log.reads();
            names.add(log.name);
        }
        return new Kept(Words.count(appends, "append") + " and " + Words.count(reads, "read") + " of "
                + Words.count(names.size(), "log") + " fit one order each");
    }
}
