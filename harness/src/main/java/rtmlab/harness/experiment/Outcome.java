package rtmlab.harness.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;

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

    /** The promises that it broke. */
    public List<String> broken() {
        return verdicts.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Broken)
                .map(Map.Entry::getKey)
                .toList();
    }
}
