package rtmlab.labs.lab02;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import rtmlab.checkers.promise.Verdict;

/** A checker that is to be written, the promises of ours that it judges, and the bugs that it has to find. */
enum Subject {
    VALIDITY("Validity", List.of("no-lost-ack", "delivery"), 9, List.of(Bug.LOST_ROW, Bug.NEVER_SHOWN)),
    INTEGRITY(
            "Integrity",
            List.of("integrity"),
            8,
            List.of(Bug.SHOWN_TWICE, Bug.ALTERED, Bug.ANOTHERS, Bug.ELSEWHERE, Bug.INVENTED, Bug.TO_A_STRANGER)),
    TOTAL_ORDER("TotalOrder", List.of("total-order"), 9, List.of(Bug.SWAPPED_ON_SCREEN, Bug.SWAPPED_IN_STORE));

    private final String checker;

    @SuppressWarnings("ImmutableEnumChecker") // A list that cannot be changed.
    private final List<String> promises;

    private final int pointsForPeace;

    @SuppressWarnings("ImmutableEnumChecker") // Lists of enums that cannot be changed.
    private final List<Bug> bugs;

    Subject(String checker, List<String> promises, int pointsForPeace, List<Bug> bugs) {
        this.checker = checker;
        this.promises = promises;
        this.pointsForPeace = pointsForPeace;
        this.bugs = bugs;
    }

    /** The name of the student's class. */
    String checker() {
        return checker;
    }

    int pointsForPeace() {
        return pointsForPeace;
    }

    List<Bug> bugs() {
        return bugs;
    }

    /** What our checkers say. */
    List<Verdict> verdicts(Map<String, Verdict> all) {
        return promises.stream()
                .map(promise -> Objects.requireNonNull(all.get(promise), promise))
                .toList();
    }
}
