package rtmlab.labs.lab02;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Joined;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.labs.Parameters;

/** Who looks for a bug's name finds none: only the promises tell the planted histories from the others. */
class CasesTest {

    private static final int STUDENTS = 8;

    private static final List<Cases> ALL = IntStream.range(0, STUDENTS)
            .mapToObj(number -> new Cases(
                    Parameters.of("student-" + number, 2, Parameters.NO_SECRET).seed()))
            .toList();

    @Tag("slow")
    @Test
    void everyStudentHasEachBugInSixHistoriesAndNearlyEveryoneInOtherPlaces() {
        for (var subject : Subject.values()) {
            for (var bug : subject.bugs()) {
                var planted = new HashSet<List<List<Event>>>();
                for (var cases : ALL) {
                    var six = cases.with(subject, bug).stream()
                            .map(Cases.Case::planted)
                            .toList();
                    assertThat(six).hasSize(6);
                    planted.add(six);
                }

                assertThat(planted).as(bug.words()).hasSizeGreaterThan(STUDENTS / 2);
            }
        }
    }

    @Test
    void strangersAndInventedMessagesHaveManyNames() {
        var strangers = new HashSet<String>();
        var ids = new HashSet<String>();
        for (var cases : ALL.subList(0, 3)) {
            for (var one : cases.with(Subject.INTEGRITY, Bug.TO_A_STRANGER)) {
                strangers.addAll(names(one.planted(), one.kept()));
            }
            for (var one : cases.with(Subject.INTEGRITY, Bug.INVENTED)) {
                ids.addAll(inventedIds(one.planted()));
            }
        }

        assertThat(strangers).hasSizeGreaterThan(5);
        assertThat(ids).hasSizeGreaterThan(5).allMatch(id -> id.matches("m[0-9]+"));
    }

    private static Set<String> names(List<Event> planted, List<Event> kept) {
        var names = new HashSet<String>();
        planted.forEach(event -> {
            if (event instanceof Saw saw) {
                names.add(saw.member());
            }
        });
        kept.forEach(event -> {
            if (event instanceof Joined joined) {
                names.remove(joined.member());
            }
        });
        return names;
    }

    private static List<String> inventedIds(List<Event> planted) {
        var ids = new ArrayList<String>();
        planted.forEach(event -> {
            if (event instanceof Saw saw) {
                ids.add(saw.id());
            }
        });
        planted.forEach(event -> {
            if (event instanceof Submitted submitted) {
                ids.removeIf(submitted.id()::equals);
            }
        });
        return ids;
    }
}
