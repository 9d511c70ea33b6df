package rtmlab.simulator.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;

class ShrinkerTest {

    private final Shrinker<Integer, LostUpdate.Sum> shrinker =
            new Shrinker<>(LostUpdate::run, additions -> additions > 1 ? List.of(1, additions - 1) : List.of());

    @Test
    void aRunIsShrunkToItsKnownMinimum() {
        var noisy = departures(
                "delay of counter-1: redis get #1",
                "crash after counter-1: redis set #2",
                "delayed reply of alice: http POST counter /add #3",
                "long downtime of counter-1 #1");

        var shrunk = shrinker.shrink(4, noisy, "nothing-doubled");

        assertThat(shrunk.workload()).isEqualTo(2);
        assertThat(shrunk.violation().departures())
                .extracting(Object::toString)
                .containsExactly("crash after counter-1: redis set #2");
        assertThat(shrunk.runs()).isLessThan(40);
    }

    @Test
    void whatCanBeMilderIsMadeMilder() {
        // A lost reply is milder than an overdue request, and doubles the addition as well.
        var shrunk = shrinker.shrink(1, departures("overdue alice: http POST counter /add #1"), "nothing-doubled");

        assertThat(shrunk.violation().departures())
                .extracting(Object::toString)
                .containsExactly("lost reply of alice: http POST counter /add #1");
    }

    @Test
    void aShrunkRunBreaksThePromiseAgain() {
        var shrunk =
                shrinker.shrink(3, departures("lost reply of alice: http POST counter /add #1"), "nothing-doubled");

        var again = LostUpdate.run(
                shrunk.workload(), Choices.named(shrunk.violation().departures()));

        assertThat(again.broken())
                .containsEntry("nothing-doubled", shrunk.violation().witness());
    }

    @Test
    void aRunThatKeepsItsPromiseCannotBeShrunk() {
        assertThatThrownBy(() -> shrinker.shrink(1, List.of(), "nothing-doubled"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not break nothing-doubled");
    }

    private static List<Departure> departures(String... texts) {
        return List.of(texts).stream().map(Departure::parse).toList();
    }
}
