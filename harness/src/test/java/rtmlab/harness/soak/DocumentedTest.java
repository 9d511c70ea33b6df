package rtmlab.harness.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.checkers.promise.Verdict.Undecided;

class DocumentedTest {

    private static final Verdict KEPT = new Kept("some evidence");
    private static final Verdict BROKEN = new Broken("a witness", List.of());
    private static final Verdict UNDECIDED = new Undecided("some reason");
    private static final List<String> NOTHING = List.of();

    @Test
    void allThatIsPutToTheTestIsKeptAndAllCalmedDown() {
        assertThat(Documented.holds(NOTHING, Map.of("delivery", KEPT, "read-your-writes", KEPT), true))
                .isTrue();
    }

    @Test
    void whatDidNotCalmDownIsNotAsDocumented() {
        assertThat(Documented.holds(NOTHING, Map.of("delivery", KEPT), false)).isFalse();
    }

    @Test
    void whatIsBrokenIsNotAsDocumented() {
        assertThat(Documented.holds(NOTHING, Map.of("delivery", BROKEN), true)).isFalse();
        assertThat(Documented.holds(NOTHING, Map.of("read-your-writes", BROKEN), true))
                .isFalse();
        assertThat(Documented.holds(List.of("no-lost-ack"), Map.of("integrity", BROKEN), true))
                .isFalse();
    }

    @Test
    void aPromiseOfWhichASoakShouldTellAndDoesNotIsNotKept() {
        for (var promise : List.of(
                "no-lost-ack", "delivery", "total-order", "idempotent-retries", "recovery", "read-your-writes")) {
            assertThat(Documented.holds(NOTHING, Map.of(promise, UNDECIDED), true))
                    .as(promise)
                    .isFalse();
        }
    }

    @Test
    void whatIsKnownToBreakMayBreakAndNeedNotComeToRest() {
        assertThat(Documented.holds(
                        List.of("no-lost-ack"), Map.of("no-lost-ack", BROKEN, "delivery", UNDECIDED), false))
                .isTrue();
    }
}
