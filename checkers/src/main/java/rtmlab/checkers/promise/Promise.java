package rtmlab.checkers.promise;

import rtmlab.checkers.history.History;

/** Something that a messaging system says it will always do. */
public interface Promise {

    /** The promise as the command line spells it: {@code no-lost-ack}. */
    String name();

    /** The promise in one sentence. */
    String description();

    Verdict check(History history);
}
