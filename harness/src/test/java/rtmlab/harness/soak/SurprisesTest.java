package rtmlab.harness.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.checkers.promise.Verdict.Undecided;

class SurprisesTest {

    private static final Verdict KEPT = new Kept("some evidence");
    private static final Verdict BROKEN = new Broken("a witness", List.of());
    private static final Verdict UNDECIDED = new Undecided("some reason");
    private static final List<String> NOTHING = List.of();

    @Test
    void allThatIsPutToTheTestIsKeptAndAllCalmedDown() {
        assertThat(Surprises.in(NOTHING, Map.of("delivery", KEPT, "read-your-writes", KEPT), true))
                .isEmpty();
    }

    @Test
    void whatDidNotCalmDownIsNotAsDocumented() {
        assertThat(Surprises.in(NOTHING, Map.of("delivery", KEPT), false))
                .containsExactly("the system did not calm down");
    }

    @Test
    void whatIsBrokenIsNotAsDocumented() {
        assertThat(Surprises.in(NOTHING, Map.of("delivery", BROKEN), true)).isNotEmpty();
        assertThat(Surprises.in(NOTHING, Map.of("read-your-writes", BROKEN), true))
                .isNotEmpty();
        assertThat(Surprises.in(List.of("no-lost-ack"), Map.of("integrity", BROKEN), true))
                .isNotEmpty();
    }

    @Test
    void aPromiseOfWhichASoakShouldTellAndDoesNotIsNotKept() {
        for (var promise : List.of(
                "no-lost-ack", "delivery", "total-order", "idempotent-retries", "recovery", "read-your-writes")) {
            assertThat(Surprises.in(NOTHING, Map.of(promise, UNDECIDED), true))
                    .containsExactly(promise + " is undecided");
        }
    }

    @Test
    void whatIsKnownToBreakMayBreakAndNeedNotComeToRest() {
        assertThat(Surprises.in(List.of("no-lost-ack"), Map.of("no-lost-ack", BROKEN, "delivery", UNDECIDED), false))
                .isEmpty();
    }
}
