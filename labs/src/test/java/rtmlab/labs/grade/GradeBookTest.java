package rtmlab.labs.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rtmlab.labs.Result;
import rtmlab.labs.grade.Grade.Item;
import rtmlab.labs.grade.Grade.Outcome;
import rtmlab.labs.grade.Grade.World;

class GradeBookTest {

    private final GradeBook book = new GradeBook();

    @Test
    void whoHandsInTwiceIsPointedOutOnBothRows() {
        book.add(new Graded("first try", grade(1, "ada", null), ""));
        book.add(new Graded("bob", grade(1, "bob", null), ""));
        book.add(new Graded("second try", grade(1, "ada", null), ""));
        book.add(new Graded("another lab", grade(2, "ada", null), ""));

        assertThat(book.rows().stream().map(Graded::problem))
                .containsExactly("the same student and lab: second try", "", "the same student and lab: first try", "");
        assertThat(book.isComplete()).isTrue();
    }

    @Test
    void whatCouldNotBeGradedLeavesTheBookIncompleteAndIsNobodysTwin() {
        book.add(new Graded("a", null, "it is a file, and no folder"));
        book.add(new Graded("b", null, "it is a file, and no folder"));

        assertThat(book.rows().stream().map(Graded::problem)).containsOnly("it is a file, and no folder");
        assertThat(book.isComplete()).isFalse();
    }

    @Test
    void theTableSaysBothWhyNothingCouldBeGradedAndWhatElseIsOdd() {
        book.add(
                new Graded("ada", grade(1, "ada", "Schedule.java:3: ';' expected"), "lab.properties has another seed"));

        assertThat(GradeFormats.csv(book.rows()).lines().skip(1))
                .containsExactly(
                        "ada,ada,1,0,10,it holds,lab.properties has another seed; Schedule.java:3: ';' expected");
    }

    private static Grade grade(int lab, String student, @Nullable String unusable) {
        var item = new Item("it holds", 10, World.SIMULATED, Outcome.FAILED, Result.failed("it does not"));
        return new Grade(lab, student, unusable, List.of(item), "");
    }
}
