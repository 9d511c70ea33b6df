package rtmlab.checkers.promise;

import java.util.Map;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.History;

/**
 * Judges a history while it is told, event by event, without keeping it.
 *
 * <p>Whoever reads a file can hand its events on as they come: what is kept grows with the number of messages, and by 28
 * bytes with each delivery. The verdicts are those of {@link Promises#check}.
 */
public final class Judge {
    private final Facts facts = new Facts();
    private long operations;

    /** Takes the next event; the events together must be a possible recording, as {@code History} requires. */
    public void accept(Event event) {
        facts.accept(event);
        if (History.isOperation(event)) {
            operations++;
        }
    }

    /** Answers the verdict on every promise by its name, in the order of {@link Promises#all}. */
    public Map<String, Verdict> verdicts() {
        facts.sort();
        return Promises.check(facts);
    }

    /** What clients asked for and were shown: the number of requests, of reads and of sightings. */
    public long operations() {
        return operations;
    }
}
