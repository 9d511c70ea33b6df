package rtmlab.checkers.history;

import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation.Moment;

/**
 * A line of a history that tells of faults: what a process that is no client, mostly Jepsen's nemesis, did. No verdict
 * rests on it.
 *
 * @param at its place among the invocations and answers of the clients: before the one with this number
 */
public record NemesisEvent(String process, String f, Edn value, int at, Moment moment) {

    /** Writes what was done, {@code start-partition "n1"}. */
    public String act() {
        return value instanceof Edn.Nil ? f : f + " " + Words.cut(EdnWriter.write(value));
    }

    /** Writes who did it and where it stands, {@code nemesis: start-partition (line 7)}. */
    public String sentence() {
        return process + ": " + act() + " (" + moment + ")";
    }
}
