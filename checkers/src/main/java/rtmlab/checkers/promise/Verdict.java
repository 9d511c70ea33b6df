package rtmlab.checkers.promise;

import java.util.List;
import rtmlab.checkers.history.Event;

/** What a history says about a promise. */
public sealed interface Verdict {

    /** The promise was kept, in a run that could have broken it; the evidence is counted in words. */
    record Kept(String evidence) implements Verdict {}

    /** The promise was broken: a sentence tells how, and these events show it. */
    record Broken(String witness, List<Event> events) implements Verdict {
        public Broken {
            events = List.copyOf(events);
        }
    }

    /** The history cannot tell. */
    record Undecided(String why) implements Verdict {}

    /** The verdict as the command line spells it. */
    default String word() {
        return switch (this) {
            case Kept _ -> "kept";
            case Broken _ -> "broken";
            case Undecided _ -> "undecided";
        };
    }

    /** What stands behind the verdict, in one sentence: the evidence, the witness, or why it is undecided. */
    default String explanation() {
        return switch (this) {
            case Kept(var evidence) -> evidence;
            case Broken broken -> broken.witness();
            case Undecided(var why) -> why;
        };
    }
}
