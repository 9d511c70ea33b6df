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
 * @param folder where its history and verdicts are
 */
public record Outcome(Experiment experiment, Map<String, Verdict> verdicts, Path folder) {

    public Verdict verdict(String promise) {
        return Objects.requireNonNull(verdicts.get(promise), promise);
    }

    /** Why this experiment tested nothing, if so: its fault missed, it never came to rest, or the store was not read. */
    public Optional<String> whyVacuous() {
        return verdict("no-lost-ack") instanceof Undecided(var why) ? Optional.of(why) : Optional.empty();
    }

    /** The promises that it broke. */
    public List<String> broken() {
        return verdicts.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Broken)
                .map(Map.Entry::getKey)
                .toList();
    }
}
