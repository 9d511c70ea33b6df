package rtmlab.harness.experiment;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.checkers.promise.Verdict.Undecided;
import rtmlab.protocol.variant.Architecture;

/**
 * What all experiments together say about one promise of one architecture.
 *
 * @param expected {@code broken} or {@code kept}, as the architecture documents it
 * @param from the experiment whose verdict it is: the first that broke the promise; none when nothing did
 */
public record Finding(
        String promise,
        String expected,
        Verdict verdict,
        @Nullable Outcome from) {

    /** Broken if one experiment broke it; kept if one could have broken it and none did; else undecided. */
    public static Finding of(Architecture architecture, String promise, List<Outcome> outcomes) {
        var expected = architecture.breaks().contains(promise) ? "broken" : "kept";
        var breaking = first(promise, outcomes, Broken.class);
        if (breaking.isPresent()) {
            return new Finding(promise, expected, breaking.get().verdict(promise), breaking.get());
        }
        var keeping = outcomes.stream()
                .filter(outcome -> outcome.verdict(promise) instanceof Kept)
                .count();
        if (keeping > 0) {
            return new Finding(
                    promise, expected, new Kept("in " + keeping + " of " + outcomes.size() + " experiments"), null);
        }
        return new Finding(promise, expected, new Undecided(whyUndecided(promise, outcomes)), null);
    }

    private static String whyUndecided(String promise, List<Outcome> outcomes) {
        return first(promise, outcomes, Undecided.class)
                .map(outcome -> outcome.verdict(promise).explanation())
                .orElse("no experiment was made");
    }

    private static Optional<Outcome> first(String promise, List<Outcome> outcomes, Class<? extends Verdict> kind) {
        return outcomes.stream()
                .filter(outcome -> kind.isInstance(outcome.verdict(promise)))
                .findFirst();
    }

    public boolean isAsExpected() {
        return verdict.word().equals(expected);
    }
}
