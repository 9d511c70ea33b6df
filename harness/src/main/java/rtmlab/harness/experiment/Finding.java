package rtmlab.harness.experiment;

import java.nio.file.Path;
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
 * @param simulated the smallest violation in the simulated world, if there is one
 */
public record Finding(
        String promise,
        String expected,
        Verdict verdict,
        @Nullable Outcome from,
        @Nullable Simulated simulated) {

    /** A violation that the simulated world has found, as small as it gets. */
    public record Simulated(String promise, String witness, List<String> faults, Path story) {}

    /**
     * Broken if one experiment broke it, or a simulated run did; kept if an experiment could have broken it, none did, and
     * every experiment tested something; else undecided.
     */
    public static Finding of(
            Architecture architecture, String promise, List<Outcome> outcomes, @Nullable Simulated simulated) {
        var expected = architecture.breaks().contains(promise) ? "broken" : "kept";
        var breaking = first(promise, outcomes, Broken.class);
        if (breaking.isPresent()) {
            return new Finding(promise, expected, breaking.get().verdict(promise), breaking.get(), simulated);
        }
        if (simulated != null) {
            return new Finding(promise, expected, new Broken(simulated.witness(), List.of()), null, simulated);
        }
        var keeping = outcomes.stream()
                .filter(outcome -> outcome.verdict(promise) instanceof Kept)
                .count();
        var vacuous = outcomes.stream()
                .filter(outcome -> outcome.whyVacuous().isPresent())
                .findFirst();
        if (vacuous.isPresent()) {
            // One experiment that tested nothing is one crash that nobody knows about: no green cell above that.
            var why = "the experiment \"" + vacuous.get().experiment().label() + "\" tested nothing: "
                    + vacuous.get().whyVacuous().orElseThrow();
            return new Finding(promise, expected, new Undecided(why), null, null);
        }
        if (keeping > 0) {
            return new Finding(
                    promise,
                    expected,
                    new Kept("in " + keeping + " of " + outcomes.size() + " experiments"),
                    null,
                    null);
        }
        return new Finding(promise, expected, new Undecided(whyUndecided(promise, outcomes)), null, null);
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

    /** Where the verdict was come by: on real processes, or in the simulated world alone. */
    public String world() {
        return from == null && simulated != null ? "simulated" : "real";
    }

    public boolean isAsExpected() {
        return verdict.word().equals(expected);
    }
}
