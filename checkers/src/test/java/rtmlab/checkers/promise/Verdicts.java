package rtmlab.checkers.promise;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.AbstractStringAssert;
import rtmlab.checkers.history.History;

/** Asserts verdicts in few words. */
final class Verdicts {
    private Verdicts() {}

    static AbstractStringAssert<?> assertKept(Promise promise, Recording recording) {
        return assertVerdict("kept", promise, recording.history());
    }

    static AbstractStringAssert<?> assertBroken(Promise promise, Recording recording) {
        var history = recording.history();
        var verdict = promise.check(history);
        if (verdict instanceof Verdict.Broken broken) {
            assertThat(broken.events()).isNotEmpty();
            assertThat(history.events()).containsAll(broken.events());
        }
        return assertVerdict("broken", promise, history);
    }

    static AbstractStringAssert<?> assertUndecided(Promise promise, Recording recording) {
        return assertVerdict("undecided", promise, recording.history());
    }

    private static AbstractStringAssert<?> assertVerdict(String word, Promise promise, History history) {
        var verdict = promise.check(history);
        assertThat(verdict.word()).as(verdict.explanation()).isEqualTo(word);
        return assertThat(verdict.explanation());
    }
}
