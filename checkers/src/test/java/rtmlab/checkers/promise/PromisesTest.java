package rtmlab.checkers.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.history.History;

class PromisesTest {

    @Test
    void verdictsComeInTheOrderOfTheTable() {
        assertThat(Promises.check(new History(List.of())))
                .containsExactlyEntriesOf(undecided(
                        "no message was acknowledged",
                        "no-lost-ack",
                        "delivery",
                        "agreement",
                        "integrity",
                        "total-order",
                        "sender-order",
                        "idempotent-retries",
                        "linearizable-log",
                        "read-your-writes",
                        "monotonic-reads",
                        "seam",
                        "recovery"));
    }

    private static Map<String, Verdict> undecided(String why, String... names) {
        var verdicts = new LinkedHashMap<String, Verdict>();
        for (var name : names) {
            verdicts.put(name, new Verdict.Undecided(why));
        }
        verdicts.put("agreement", new Verdict.Undecided("nobody saw any message"));
        verdicts.put("integrity", new Verdict.Undecided("nobody saw any message"));
        verdicts.put(
                "total-order",
                new Verdict.Undecided("no two messages were seen by two members, so no order could be compared"));
        verdicts.put(
                "sender-order",
                new Verdict.Undecided("nobody sent a message after an earlier one had been acknowledged"));
        verdicts.put(
                "idempotent-retries",
                new Verdict.Undecided("nobody tried again to send a message that may have been sent"));
        for (var name : List.of("linearizable-log", "read-your-writes", "monotonic-reads")) {
            verdicts.put(name, new Verdict.Undecided("nobody read a channel's history"));
        }
        verdicts.put("seam", new Verdict.Undecided("no client recorded the snapshot that it started from"));
        verdicts.put("recovery", new Verdict.Undecided("the history does not say when the faults ended"));
        return verdicts;
    }

    @Test
    void eachPromiseIsFoundByItsNameAndDescribedInOneSentence() {
        for (var promise : Promises.all()) {
            assertThat(Promises.named(promise.name())).isSameAs(promise);
            assertThat(promise.description()).matches("[A-Z][^.]*\\.");
        }
        assertThatThrownBy(() -> Promises.named("no-lost-acks"))
                .hasMessageStartingWith("no promise is called no-lost-acks; there are no-lost-ack, delivery");
    }

    @Test
    void someOfThePromisesCanBeAskedFor() {
        assertThat(Promises.check(new History(List.of()), List.of(new TotalOrder(), new Delivery())))
                .containsOnlyKeys("total-order", "delivery");
    }

    @Test
    void aPromiseChecksTheSameAloneAsTogether() {
        var history = Recording.of("alice", "bob")
                .delivers("alice", "m1", "m2")
                .crash()
                .quiet()
                .stores("m1")
                .history();
        Promises.check(history)
                .forEach((name, verdict) ->
                        assertThat(Promises.named(name).check(history)).isEqualTo(verdict));
    }
}
