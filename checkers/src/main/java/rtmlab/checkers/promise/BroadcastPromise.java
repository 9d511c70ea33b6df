package rtmlab.checkers.promise;

import rtmlab.checkers.history.History;

/** A promise of atomic broadcast: it is checked on the facts that all of them share. */
abstract class BroadcastPromise implements Promise {

    @Override
    public final Verdict check(History history) {
        return check(Facts.of(history));
    }

    abstract Verdict check(Facts facts);
}
