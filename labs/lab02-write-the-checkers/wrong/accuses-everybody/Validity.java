package lab;

import java.util.List;
import java.util.Optional;
import rtmlab.checkers.history.Event;
import rtmlab.labs.api.Checker;

/** An acknowledged message is in the store, and on the screen of every member that is connected, once all is quiet. */
public final class Validity implements Checker {

    @Override
    public Optional<String> breach(List<Event> history) {
        return Optional.of("something must be wrong");
    }
}
