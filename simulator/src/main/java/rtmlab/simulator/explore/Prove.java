package rtmlab.simulator.explore;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Shows that runs follow from their choices alone: the same seeds in two fresh JVMs must give the same trace hashes,
 * and where they do not, the first line of the two traces that differs says where chance came in.
 */
public final class Prove {

    private Prove() {}

    /** A line {@code seed hash} for every seed. */
    public static void hashes(LongStream seeds, LongFunction<String> hashOfSeed, Consumer<String> lines) {
        seeds.forEach(seed -> lines.accept(seed + " " + hashOfSeed.apply(seed)));
    }

    /** Two lines that should be the same, by their number, counted from 1; an empty one where a list ended. */
    public record Difference(int number, String one, String other) {

        @Override
        public String toString() {
            return "line " + number + ":\n  " + one + "\n  " + other;
        }
    }

    public static Optional<Difference> first(List<String> ones, List<String> others) {
        for (var index = 0; index < Math.max(ones.size(), others.size()); index++) {
            var one = index < ones.size() ? ones.get(index) : "";
            var other = index < others.size() ? others.get(index) : "";
            if (!one.equals(other)) {
                return Optional.of(new Difference(index + 1, one, other));
            }
        }
        return Optional.empty();
    }
}
