package rtmlab.checkers.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Words;

/** A log: values are appended at its end and never change; {@link LogCall} tells how its operations are written. */
public final class AppendOnlyLog implements Model<List<Edn>> {

    @Override
    public List<Edn> initial() {
        return List.of();
    }

    @Override
    public @Nullable List<Edn> step(List<Edn> state, Operation operation) {
        return switch (call(operation)) {
            case LogCall.Append append -> appended(state, append);
            case LogCall.Read read -> read.values() == null || read.values().equals(state) ? state : null;
            case LogCall.Poll poll -> holds(state, poll.records()) ? state : null;
        };
    }

    @Override
    public void requireSense(Operation operation) {
        call(operation);
    }

    @Override
    public boolean observes(Operation operation) {
        return switch (call(operation)) {
            case LogCall.Append append -> append.offset() != null;
            case LogCall.Read read -> read.values() != null;
            case LogCall.Poll poll -> poll.records().size() > 0;
        };
    }

    private static @Nullable List<Edn> appended(List<Edn> state, LogCall.Append append) {
        if (append.offset() != null && append.offset() != state.size()) {
            return null;
        }
        var longer = new ArrayList<>(state);
        longer.add(append.value());
        return longer;
    }

    private static boolean holds(List<Edn> state, Records records) {
        for (int i = 0; i < records.size(); i++) {
            if (records.offset(i) >= state.size()
                    || !state.get((int) records.offset(i)).equals(records.value(i))) {
                return false;
            }
        }
        return true;
    }

    private static LogCall call(Operation operation) {
        var calls = LogCall.of(operation);
        if (calls.size() != 1) {
            throw operation.misfit("an operation acts on one log here, not on " + calls.size());
        }
        return calls.getFirst();
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return !(call(operation) instanceof LogCall.Append);
    }

    @Override
    public boolean grows(Operation operation) {
        return call(operation) instanceof LogCall.Append;
    }

    @Override
    public boolean canGrowInto(List<Edn> state, Operation read) {
        if (!(call(read) instanceof LogCall.Read look) || look.values() == null) {
            return true;
        }
        var values = look.values();
        return values.size() >= state.size() && values.subList(0, state.size()).equals(state);
    }

    @Override
    public Edn part(Operation operation) {
        return call(operation).log();
    }

    @Override
    public String describe(List<Edn> state) {
        int shown = Math.min(5, state.size());
        var end = EdnWriter.write(new Edn.VectorOf(state.subList(state.size() - shown, state.size())));
        return "the log holds " + Words.count(state.size(), "value") + (state.size() > shown ? " ending in " : ": ")
                + end;
    }
}
