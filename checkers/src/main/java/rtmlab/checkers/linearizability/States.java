package rtmlab.checkers.linearizability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.model.Model;

/** A model's states and its operations as numbers, so that no step is computed twice. */
final class States<S> {
    /** No state: the operation's answer does not fit. */
    static final int MISFIT = -1;

    private final Model<S> model;
    private final List<S> states = new ArrayList<>();
    private final Map<S, Integer> numberOf = new HashMap<>();
    private final List<Operation> kinds = new ArrayList<>();
    private final Map<Kind, Integer> kindOf = new HashMap<>();
    private final Steps steps = new Steps();
    private final Steps hopes = new Steps();

    /** All that a model may look at. */
    private record Kind(
            String f, Edn key, Edn input, @Nullable Edn output, Operation.Outcome outcome) {}

    States(Model<S> model) {
        this.model = model;
    }

    int initial() {
        return number(model.initial());
    }

    /** Numbers operations; those that differ in their times alone have the same number. */
    int kind(Operation operation) {
        var kind = new Kind(operation.f(), operation.key(), operation.input(), operation.output(), operation.outcome());
        var known = kindOf.putIfAbsent(kind, kinds.size());
        if (known != null) {
            return known;
        }
        kinds.add(operation);
        return kinds.size() - 1;
    }

    /** Answers the state after an operation of this kind, or MISFIT. */
    int step(int kind, int state) {
        int slot = steps.slot(kind, state);
        if (steps.isKnown(slot)) {
            return steps.after(slot);
        }
        var after = model.step(states.get(state), kinds.get(kind));
        int number = after == null ? MISFIT : number(after);
        steps.put(slot, kind, state, number);
        return number;
    }

    /** Tells whether operations that grow this state can lead to one in which the answer of a read of this kind fits. */
    boolean canGrowInto(int kind, int state) {
        int slot = hopes.slot(kind, state);
        if (!hopes.isKnown(slot)) {
            boolean hope = model.canGrowInto(states.get(state), kinds.get(kind));
            hopes.put(slot, kind, state, hope ? 1 : 0);
            return hope;
        }
        return hopes.after(slot) == 1;
    }

    S state(int number) {
        return states.get(number);
    }

    private int number(S state) {
        var known = numberOf.putIfAbsent(state, states.size());
        if (known != null) {
            return known;
        }
        states.add(state);
        return states.size() - 1;
    }

    /** Known steps in two arrays: most operations meet few of the states, so a table of all would be mostly empty. */
    private static final class Steps {
        // A key is the kind and the state, plus 1; 0 is an empty slot.
        private long[] keys = new long[1 << 6];
        private int[] afters = new int[1 << 6];
        private int size;

        int slot(int kind, int state) {
            return slot(key(kind, state));
        }

        boolean isKnown(int slot) {
            return keys[slot] != 0;
        }

        int after(int slot) {
            return afters[slot];
        }

        void put(int emptySlot, int kind, int state, int after) {
            keys[emptySlot] = key(kind, state);
            afters[emptySlot] = after;
            if (++size * 2 > keys.length) {
                grow();
            }
        }

        private static long key(int kind, int state) {
            return ((long) kind << 32 | state) + 1;
        }

        private int slot(long key) {
            long hash = key * 0x9E3779B97F4A7C15L;
            int slot = (int) (hash >>> 32) & (keys.length - 1);
            while (keys[slot] != 0 && keys[slot] != key) {
                slot = (slot + 1) & (keys.length - 1);
            }
            return slot;
        }

        private void grow() {
            var oldKeys = keys;
            var oldAfters = afters;
            keys = new long[oldKeys.length * 2];
            afters = new int[keys.length];
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldKeys[i] != 0) {
                    int slot = slot(oldKeys[i]);
                    keys[slot] = oldKeys[i];
                    afters[slot] = oldAfters[i];
                }
            }
        }
    }
}
