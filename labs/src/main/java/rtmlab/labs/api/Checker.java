package rtmlab.labs.api;

import java.util.List;
import java.util.Optional;
import rtmlab.checkers.history.Event;

/** Holds a history against one promise. */
public interface Checker {

    /** How the promise was broken, in a sentence that names who and which message; empty when it was not. */
    Optional<String> breach(List<Event> history);
}
