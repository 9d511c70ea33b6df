package lab;

import java.util.List;
import java.util.Optional;
import rtmlab.checkers.history.Event;
import rtmlab.labs.api.Checker;

/** Nobody sees what was not sent, sees it changed, as a stranger to the channel, or twice. */
public final class Integrity implements Checker {

    @Override
    public Optional<String> breach(List<Event> history) {
        return Optional.of("something must be wrong");
    }
}
