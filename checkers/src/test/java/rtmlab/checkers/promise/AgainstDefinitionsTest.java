package rtmlab.checkers.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;

/** Random small runs, judged by the checkers and by the definitions said once more: they never disagree. */
class AgainstDefinitionsTest {

    @Test
    void fiveThousandRandomRuns() {
        compare(1, 5_000);
    }

    @Test
    @Tag("slow")
    void twoHundredThousandRandomRuns() {
        System.out.println(compare(1_000, 200_000));
    }

    private static String compare(long seed, int rounds) {
        var promises = new ArrayList<>(Promises.all());
        promises.add(new MonotonicWrites());
        promises.add(new WritesFollowReads());
        Map<String, Integer> kept = new TreeMap<>();
        Map<String, Integer> broken = new TreeMap<>();
        var runs = new RandomRuns(new Random(seed));
        for (int round = 0; round < rounds; round++) {
            var history = runs.next();
            var found = new TreeSet<String>();
            Promises.check(history, promises).forEach((promise, verdict) -> {
                if (verdict instanceof Broken) {
                    found.add(promise);
                    broken.merge(promise, 1, Integer::sum);
                } else if (verdict instanceof Kept) {
                    kept.merge(promise, 1, Integer::sum);
                }
            });
            var defined = new NaivePromises(history.events()).broken();
            if (!found.equals(defined)) {
                throw new AssertionError("seed " + seed + ", round " + round + ": found broken " + found
                        + ", by definition " + defined + "\n" + RandomRuns.told(history));
            }
        }
        // A promise that is hardly ever broken, or kept, would not be compared at all.
        for (var promise : promises) {
            assertThat(broken.getOrDefault(promise.name(), 0))
                    .as(promise.name())
                    .isGreaterThan(rounds / 1_000);
            assertThat(kept.getOrDefault(promise.name(), 0)).as(promise.name()).isGreaterThan(rounds / 1_000);
        }
        return "%,d random runs, 0 disagreements; broken: %s; kept: %s".formatted(rounds, broken, kept);
    }
}
