package rtmlab.checkers.linearizability;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;

/**
 * Which append put a value into a log: a map that keeps whole numbers, which most values are, without boxes, and looks up
 * small ones, which most numbers are, by their place in an array.
 */
final class AppendOfValue {
    private final Map<Edn, Appended> others = new HashMap<>();
    private @Nullable Appended[] ofSmall = new Appended[64];
    private long[] numbers = new long[64];
    private @Nullable Appended[] appends = new Appended[64];
    private int size;
    private int puts;

    @Nullable
    Appended get(Edn value) {
        if (!(value instanceof Edn.Int(var number))) {
            return others.get(value);
        }
        var small = number >= 0 && number < ofSmall.length ? ofSmall[(int) number] : null;
        return small != null || size == 0 ? small : appends[slot(number)];
    }

    void put(Edn value, Appended append) {
        if (!(value instanceof Edn.Int(var number))) {
            others.put(value, append);
            return;
        }
        puts++;
        if (isSmall(number)) {
            ofSmall[(int) number] = append;
            return;
        }
        int slot = slot(number);
        if (appends[slot] == null && ++size * 2 > numbers.length) {
            grow();
            slot = slot(number);
        }
        numbers[slot] = number;
        appends[slot] = append;
    }

    /**
     * Tells whether the number has a place in the array, which grows for it if enough others are there: of values that
     * are counted through over several logs, each log has but some.
     */
    private boolean isSmall(long number) {
        if (number >= ofSmall.length && number < 16L * puts) {
            ofSmall = Arrays.copyOf(ofSmall, (int) (number * 2));
        }
        return number >= 0 && number < ofSmall.length;
    }

    private int slot(long number) {
        int slot = (int) ((number * 0x9E3779B97F4A7C15L) >>> 32) & (numbers.length - 1);
        while (appends[slot] != null && numbers[slot] != number) {
            slot = (slot + 1) & (numbers.length - 1);
        }
        return slot;
    }

    private void grow() {
        var oldNumbers = numbers;
        var oldAppends = appends;
        numbers = new long[oldNumbers.length * 2];
        appends = new Appended[numbers.length];
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldAppends[i] != null) {
                int slot = slot(oldNumbers[i]);
                numbers[slot] = oldNumbers[i];
                appends[slot] = oldAppends[i];
            }
        }
    }
}
