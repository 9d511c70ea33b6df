package lab;

import java.util.List;
import java.util.Optional;
import rtmlab.checkers.history.Event;
import rtmlab.labs.api.Checker;

/** Within a channel, no two members, nor the store, disagree on the order of two messages. */
public final class TotalOrder implements Checker {

    @Override
    public Optional<String> breach(List<Event> history) {
        return Optional.empty(); // Yours to write.
    }
}
