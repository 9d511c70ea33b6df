package rtmlab.simulator.explore;

import java.util.List;
import rtmlab.simulator.choice.Departure;

/**
 * A run in which a promise was broken.
 *
 * @param witness how, in a sentence
 * @param departures what was not uneventful in it
 * @param outcome all that the experiment found out
 * @param order the how-manieth candidate of its exploration this was
 */
public record Violation<O extends Outcome>(
        String promise, String witness, List<Departure> departures, O outcome, long order) {

    public Violation {
        departures = List.copyOf(departures);
    }

    /** Whether this is the one to keep: fewer departures, or as many and met earlier. */
    boolean isSmallerThan(Violation<O> other) {
        return departures.size() < other.departures.size()
                || (departures.size() == other.departures.size() && order < other.order);
    }
}
