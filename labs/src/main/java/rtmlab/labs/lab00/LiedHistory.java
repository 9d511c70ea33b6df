package rtmlab.labs.lab00;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.History;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.Workload;
import rtmlab.labs.Parameters;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Swarm;
import rtmlab.updated.UpdatedArchitecture;

/**
 * A history of a simulated run that kept every promise, with one lie planted in it.
 *
 * @param message the id of the message that the lie is about
 * @param promises what it breaks, in the checkers' words
 * @param lines the numbers of the events that show it, counted from 1
 */
public record LiedHistory(History history, String message, List<String> promises, List<Integer> lines) {

    /** How many chances a run of this size has, about: what the mix of faults is spread over. */
    private static final int USUAL_PICKS = 200;

    /** The same for the same student, every time. */
    public static LiedHistory of(Parameters parameters) {
        var random = parameters.random();
        var architecture = new UpdatedArchitecture();
        var workload = new Workload(3, 1 + random.nextInt(2), 6 + random.nextInt(4)).withoutReads();
        var exploration = new Exploration(architecture, Mechanisms.defaultsOf(architecture), workload, Faults.CRASHES);
        while (true) {
            var outcome = exploration.run(Swarm.choices(random.nextLong(), USUAL_PICKS));
            if (outcome.verdicts().get("no-lost-ack") instanceof Kept
                    && outcome.broken().isEmpty()) {
                var lie = planted(outcome.history(), random);
                if (lie != null) {
                    return lie;
                }
            }
        }
    }

    private static @Nullable LiedHistory planted(History kept, SplittableRandom random) {
        var plants = List.of(Plant.values());
        var planted = plants.get(random.nextInt(plants.size())).in(kept.events(), random);
        if (planted.isEmpty()) {
            return null;
        }
        var history = new History(planted.get().events());
        var broken = new TreeSet<String>();
        Promises.check(history).forEach((promise, verdict) -> {
            if (verdict instanceof Broken) {
                broken.add(promise);
            }
        });
        // What a student is to find is decided by the checkers, not by whoever planted it.
        return broken.isEmpty()
                ? null
                : new LiedHistory(
                        history,
                        planted.get().message(),
                        List.copyOf(broken),
                        planted.get().lines());
    }
}
