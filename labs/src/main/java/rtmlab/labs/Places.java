package rtmlab.labs;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Saw;

/** Places in a history at which something can be made wrong; which one is a student's own. */
public final class Places {

    private Places() {}

    /** The index of one of the events that are wanted; empty when there is none. */
    public static Optional<Integer> pick(List<Event> events, SplittableRandom random, Predicate<Event> wanted) {
        var places = IntStream.range(0, events.size())
                .filter(index -> wanted.test(events.get(index)))
                .boxed()
                .toList();
        return places.isEmpty() ? Optional.empty() : Optional.of(places.get(random.nextInt(places.size())));
    }

    /** Whether somebody is shown a message that a member sent of its own accord, not at the end to see who hears it. */
    public static boolean isSighting(Event event) {
        return event instanceof Saw saw && isOfWorkload(saw.id());
    }

    public static boolean isOfWorkload(String id) {
        return id.matches("m[0-9]+");
    }
}
