package rtmlab.checkers.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.NumberPairs;
import rtmlab.checkers.edn.Numbers;
import rtmlab.checkers.history.Operation;

/** Records of a log as they were received: each a pair of an offset, from 0, and a value. */
public final class Records {
    private static final Records NONE = new Records(List.of());

    private final List<Edn> pairs;
    // The same, if all values are whole numbers that were read in one piece: looking through boxes takes far longer.
    private final @Nullable NumberPairs numbers;
    private final int size;
    private final boolean areRun;

    private Records(List<Edn> pairs) {
        this.pairs = pairs;
        this.numbers = pairs instanceof NumberPairs all ? all : null;
        this.size = pairs.size();
        boolean run = true;
        for (int i = 1; i < size; i++) {
            run &= offset(i) > 0 && offset(i) - 1 == offset(i - 1);
        }
        this.areRun = run;
    }

    /** Throws {@link Operation#misanswer} when something else than pairs was received. */
    static Records of(Operation operation, @Nullable Edn records) {
        if (records == null || records instanceof Edn.Nil) {
            return NONE;
        }
        var all = new Records(LogCall.items(operation, records));
        // Where each offset follows the one before it, none is lower than the first.
        int unlike = all.areRun ? Math.min(1, all.size) : all.size;
        for (int i = 0; i < unlike; i++) {
            if (all.offset(i) < 0) {
                throw operation.misanswer("a record is [offset value], not " + LogCall.shown(all.pairs.get(i)));
            }
        }
        return all;
    }

    public int size() {
        return size;
    }

    public long offset(int record) {
        return numbers != null ? numbers.first(record) : offset(pairs.get(record));
    }

    public Edn value(int record) {
        return numbers != null
                ? Edn.of(numbers.second(record))
                : Objects.requireNonNull(Collections.items(pairs.get(record))).get(1);
    }

    /** Whether each offset is the one behind the offset before it. */
    public boolean areRun() {
        return areRun;
    }

    /** Whether all values are whole numbers, for which there is {@link #number}. */
    public boolean areNumbers() {
        return numbers != null;
    }

    public long number(int record) {
        return Objects.requireNonNull(numbers).second(record);
    }

    /** Answers the offset of a pair, or -1 if the value is none. */
    static long offset(Edn pair) {
        var items = Collections.items(pair);
        if (items == null || items.size() != 2) {
            return -1;
        }
        if (items instanceof Numbers both) {
            return both.number(0);
        }
        return items.getFirst() instanceof Edn.Int(var offset) ? offset : -1;
    }
}
