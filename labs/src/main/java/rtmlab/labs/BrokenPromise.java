package rtmlab.labs;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.simulator.world.Report.Ending;

/** A broken promise in a sentence for a student. */
final class BrokenPromise {

    /** What is told of a run that did not come to a good end: how it ended, and then who was waiting for what. */
    private static final Pattern NO_GOOD_END =
            Pattern.compile("(.*): (QUIET|STUCK|TOO_MANY_STEPS|TOO_LONG) ?(?:\\{(.*)})?");

    /** Those who wait for nothing are of no interest. */
    private static final Pattern WAITING = Pattern.compile("([a-z0-9-]+)=\\[([^\\]]+)]");

    private static final Map<Ending, String> ENDINGS = Map.of(
            Ending.QUIET,
            "all was at rest, and nothing more came",
            Ending.STUCK,
            "somebody would have waited for ever",
            Ending.TOO_MANY_STEPS,
            "it went on and on",
            Ending.TOO_LONG,
            "it took too long");

    private BrokenPromise() {}

    static String sentence(String promise, String witness) {
        return promise + " is broken: " + (promise.equals(SimulatedOutcome.RECOVERY) ? noGoodEnd(witness) : witness);
    }

    private static String noGoodEnd(String witness) {
        var told = NO_GOOD_END.matcher(witness);
        if (!told.matches()) {
            return witness;
        }
        return told.group(1) + "; " + ENDINGS.get(Ending.valueOf(told.group(2)))
                + waiting(Objects.requireNonNullElse(told.group(3), ""));
    }

    /** Who was waiting for what, by a report's diagnosis, each on a line of its own. */
    static String waiting(String diagnosis) {
        return WAITING.matcher(diagnosis)
                .results()
                .map(node -> "\nin the end, " + node.group(1) + ": " + node.group(2))
                .collect(Collectors.joining());
    }
}
