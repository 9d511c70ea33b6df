package rtmlab.labs;

import java.util.function.Predicate;
import java.util.stream.Collectors;
import rtmlab.checkers.history.History;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.Workload;
import rtmlab.simulator.world.Happening;

/** What students are told of the runs that they are going to disturb. */
public final class HandOuts {

    private HandOuts() {}

    /** A history in numbered sentences: the number is the event's. */
    public static String told(History history) {
        var text = new StringBuilder();
        var number = 0;
        for (var event : history.events()) {
            text.append("%4d  %s%n".formatted(++number, event.sentence()));
        }
        return text.toString();
    }

    /** Who says what, a line each. */
    public static String said(Workload workload) {
        var team = workload.team();
        var lines = new StringBuilder();
        for (var member = 0; member < workload.members(); member++) {
            var name = team.members().get(member).name();
            var said = workload.linesOf(team, member).stream()
                    .map(line -> line.id() + " \"" + line.text() + '"')
                    .collect(Collectors.joining(", then "));
            lines.append(name).append(" sends ").append(said).append('\n');
        }
        return lines.toString();
    }

    /** The steps of a run that was recorded, as a departure names them, a line each; of those nodes that pass. */
    public static String steps(SimulatedOutcome calm, Predicate<String> nodes) {
        return calm.trace().stream()
                .dropWhile(happening -> happening.kind() != Happening.Kind.PHASE)
                .takeWhile(happening -> !happening.what().startsWith("recovery"))
                .filter(happening -> happening.kind() == Happening.Kind.STEP && nodes.test(happening.where()))
                .map(happening -> happening.where() + ": " + happening.what() + " #" + happening.occurrence())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
