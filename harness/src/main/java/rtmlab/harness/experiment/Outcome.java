package rtmlab.harness.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * What came of one experiment.
 *
 * @param verdicts by promise
 * @param troubles what was shown held against what was saved: each {@link Troubles trouble} with a sentence
 * @param folder where its history and verdicts are
 */
public record Outcome(Experiment experiment, Map<String, Verdict> verdicts, Map<String, String> troubles, Path folder) {

    /** As where nobody asks for the troubles behind the verdicts. */
    public Outcome(Experiment experiment, Map<String, Verdict> verdicts, Path folder) {
        this(experiment, verdicts, Map.of(), folder);
    }

    public Verdict verdict(String promise) {
        return Objects.requireNonNull(verdicts.get(promise), promise);
    }

    /** Why this experiment tested nothing, if so: its fault missed, it never came to rest, or the store was not read. */
    public Optional<String> whyVacuous() {
        return verdict("no-lost-ack") instanceof Undecided(var why) ? Optional.of(why) : Optional.empty();
    }

    /** How it broke a promise, or showed a trouble, of that name; empty where it did neither. */
    public Optional<String> witness(String name) {
        return verdicts.get(name) instanceof Broken broken
                ? Optional.of(broken.witness())
                : Optional.ofNullable(troubles.get(name));
    }

    /** The promises that it broke. */
    public List<String> broken() {
        return verdicts.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Broken)
                .map(Map.Entry::getKey)
                .toList();
    }
}
