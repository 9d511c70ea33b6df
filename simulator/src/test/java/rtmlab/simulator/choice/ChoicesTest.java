package rtmlab.simulator.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ChoicesTest {

    private static final Menu MENU = Menu.of("nothing at", "crash before", "crash after");

    @Test
    void calmChoicesAreAllZero() {
        var choices = Choices.calm();
        pickThree(choices);

        assertThat(choices.values()).containsExactly(0, 0, 0);
        assertThat(choices.departures()).isEmpty();
    }

    @Test
    void aReplayGivesTheNumbersAndThenCalm() {
        var choices = Choices.replay(0, 2);
        pickThree(choices);

        assertThat(choices.values()).containsExactly(0, 2, 0);
    }

    @Test
    void aMenuWithNothingToChooseIsNotPicked() {
        var choices = Choices.replay(2);

        assertThat(choices.pick(Menu.FIXED, "web-app-1", 1)).isZero();
        assertThat(choices.size()).isZero();
    }

    @Test
    void departuresAreToldByName() {
        var choices = Choices.replay(0, 2);
        pickThree(choices);

        assertThat(choices.departures())
                .extracting(Departure::toString)
                .containsExactly("crash after web-app-1: log append #2");
    }

    @Test
    void namesFindTheirPickWhereverItComes() {
        var choices = Choices.named(List.of(Departure.parse("crash after web-app-1: log append #2")));
        choices.pick(MENU, "worker-1: redis lrem", 1);
        pickThree(choices);

        assertThat(choices.values()).containsExactly(0, 0, 2, 0);
    }

    @Test
    void thousandsOfPicksAreRemembered() {
        var choices = Choices.replay();
        for (var number = 1; number <= 5_000; number++) {
            choices.pick(MENU, "web-app-1: log append", number);
        }

        assertThat(choices.size()).isEqualTo(5_000);
        assertThat(choices.label(4_999)).isEqualTo("web-app-1: log append #5000");
    }

    @Test
    void departuresAreReadAsTheyAreWritten() {
        for (var text : List.of(
                "crash before channel-server-1: http POST web-app /internal/messages #1",
                "lost reply of alice: http POST web-app /api/chat.postMessage #12",
                "long downtime of web-app-1 #1",
                "2 unsynced lines survive at channel-server-1 #1",
                "one-way partition at alice: socket open gateway-server #3")) {
            assertThat(Departure.parse(text)).hasToString(text);
        }
        assertThat(Departure.parse("long downtime of web-app-1 #1"))
                .isEqualTo(new Departure("long downtime of", "web-app-1", 1));
        assertThat(Departure.parse("partition at bob: socket send post #1"))
                .isEqualTo(new Departure("partition at", "bob: socket send post", 1));
    }

    @Test
    void whatIsNoDepartureIsRefused() {
        for (var text : List.of("", "crash", "crash before web-app-1", "crash before web-app-1: log append #0")) {
            assertThatThrownBy(() -> Departure.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a departure looks like");
        }
    }

    @Test
    void aSwarmDependsOnItsSeedAlone() {
        assertThat(sampled(7)).isEqualTo(sampled(7));
        assertThat(sampled(7)).isNotEqualTo(sampled(8));
    }

    @Test
    void aSwarmUsesEveryOptionAndLeavesSomeOutInEachRun() {
        var seen = new TreeSet<Integer>();
        var onlyOneKind = 0;
        for (var seed = 0; seed < 200; seed++) {
            var kinds = sampled(seed).stream()
                    .filter(value -> value != 0)
                    .distinct()
                    .toList();
            seen.addAll(kinds);
            if (kinds.size() == 1) {
                onlyOneKind++;
            }
        }

        assertThat(seen).containsExactly(1, 2);
        assertThat(onlyOneKind).isGreaterThan(20);
    }

    private static List<Integer> sampled(long seed) {
        var choices = Swarm.choices(seed, 100);
        for (var number = 1; number <= 100; number++) {
            choices.pick(MENU, "web-app-1: log append", number);
        }
        return Arrays.stream(choices.values()).boxed().toList();
    }

    private static void pickThree(Choices choices) {
        for (var number = 1; number <= 3; number++) {
            choices.pick(MENU, "web-app-1: log append", number);
        }
    }
}
