package rtmlab.simulator.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Menu;

class ExplorerTest {

    private static final Menu MENU = Menu.of("nothing at", "delay of", "crash before");

    /** What a toy's run picked; broken when the numbers of it are all there. */
    record Toy(List<Integer> picked, List<Integer> breaking) implements Outcome {
        @Override
        public Map<String, String> broken() {
            var isBroken = !breaking.isEmpty() && breaking.stream().allMatch(index -> picked.get(index) != 0);
            return isBroken ? Map.of("toy", "picked " + picked) : Map.of();
        }
    }

    /** A run of so many picks with three options each. */
    private static Toy toy(Choices choices, int picks, Integer... breaking) {
        var picked = new ArrayList<Integer>();
        for (var number = 1; number <= picks; number++) {
            picked.add(choices.pick(MENU, "node-1: step", number));
        }
        return new Toy(picked, List.of(breaking));
    }

    @Test
    void exhaustMakesEveryRunOnceAndThoseWithTheFewestDeparturesFirst() {
        var seen = new ArrayList<List<Integer>>();
        var explorer = new Explorer<>(
                choices -> {
                    var toy = toy(choices, 5);
                    seen.add(toy.picked());
                    return toy;
                },
                Budget.unlimited());

        var findings = explorer.exhaust(2);

        // 1 calm run, 5 picks with 2 departures each, 10 pairs of picks with 4 each.
        assertThat(findings.runs()).isEqualTo(1 + 10 + 40);
        assertThat(findings.complete()).isTrue();
        assertThat(seen).doesNotHaveDuplicates().hasSize(51);
        assertThat(seen).isSortedAccordingTo((one, other) -> Long.compare(departures(one), departures(other)));
    }

    @Test
    void exhaustCountsARunWhoseTreeDependsOnItsChoices() {
        // A departure at the first pick brings two more picks along.
        Experiment<Toy> growing = choices -> {
            var first = choices.pick(MENU, "node-1: first", 1);
            return toy(choices, first == 0 ? 1 : 3);
        };

        var findings = new Explorer<>(growing, Budget.unlimited()).exhaust(3);

        // First pick 0: 1 + 2 runs. First pick 1 or 2: with up to two departures among three picks, 1 + 6 + 12.
        assertThat(findings.runs()).isEqualTo(3 + 2 * (1 + 6 + 12));
    }

    @Test
    void theSmallestViolationIsKeptOnAnyNumberOfThreads() {
        for (var threads : List.of(1, 2)) {
            var explorer = new Explorer<>(choices -> toy(choices, 6, 1, 4), Budget.unlimited(), threads, _ -> {});

            var violation = explorer.exhaust(3).violation("toy").orElseThrow();

            assertThat(violation.departures())
                    .extracting(Object::toString)
                    .containsExactly("delay of node-1: step #2", "delay of node-1: step #5");
        }
    }

    @Test
    void aBudgetOfRunsEndsTheSearch() {
        var findings = new Explorer<>(choices -> toy(choices, 50), Budget.ofRuns(20)).exhaust(2);

        assertThat(findings.runs()).isEqualTo(20);
        assertThat(findings.complete()).isFalse();
    }

    @Test
    void aBudgetOfTimeEndsTheSearch() {
        var findings = new Explorer<>(choices -> toy(choices, 500), Budget.ofTime(Duration.ofMillis(50))).exhaust(3);

        assertThat(findings.complete()).isFalse();
        assertThat(findings.elapsed()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void oneViolationIsEnoughIfAskedFor() {
        var findings =
                new Explorer<>(choices -> toy(choices, 6, 0), Budget.unlimited().stoppingAtFirst()).exhaust(2);

        assertThat(findings.runs()).isEqualTo(2);
        assertThat(findings.violations()).containsOnlyKeys("toy");
    }

    @Test
    void aSweepCrashesAtEveryStep() {
        var explorer = new Explorer<>(choices -> toy(choices, 5), Budget.unlimited());

        // "crash before" alone is among the toy's options.
        assertThat(explorer.sweep().runs()).isEqualTo(1 + 5);
    }

    @Test
    void anExperimentThatIsNoFunctionOfItsChoicesIsNoticed() {
        var lengths = Collections.synchronizedList(new ArrayList<>(List.of(5, 5, 1, 1, 1, 1, 1, 1, 1, 1)));
        var explorer = new Explorer<>(choices -> toy(choices, lengths.removeFirst()), Budget.unlimited());

        assertThatThrownBy(() -> explorer.exhaust(1)).hasMessageContaining("the same choices gave another run");
    }

    @Test
    void aDefectOfAnExperimentEndsTheSearchAndIsThrown() {
        var explorer = new Explorer<Toy>(
                _ -> {
                    throw new IllegalStateException("oops");
                },
                Budget.unlimited());

        assertThatThrownBy(() -> explorer.exhaust(1)).hasMessage("oops");
    }

    @Test
    void progressIsTold() {
        var told = new ArrayList<Findings<Toy>>();
        var explorer =
                new Explorer<>(choices -> toy(choices, 300), Budget.ofTime(Duration.ofMillis(1_200)), 1, told::add);

        explorer.exhaust(3);

        assertThat(told).isNotEmpty();
        assertThat(told.getFirst().runsPerSecond()).isPositive();
    }

    @Test
    void plantedBugsOfOneDepartureAreFoundWithOne() {
        var explorer = new Explorer<>(choices -> LostUpdate.run(2, choices), Budget.unlimited());

        var findings = explorer.exhaust(1);

        assertThat(findings.violations()).containsOnlyKeys("nothing-doubled");
        assertThat(findings.violation("nothing-doubled").orElseThrow().departures())
                .extracting(Object::toString)
                .containsExactly("lost reply of alice: http POST counter /add #1");
    }

    @Test
    void samplingFindsThemToo() {
        var explorer = new Explorer<>(choices -> LostUpdate.run(2, choices), Budget.unlimited());

        assertThat(explorer.sample(1, 300).violations()).containsKey("nothing-doubled");
    }

    @Test
    void sampledRunsAreTheSameOnAnyNumberOfThreads() {
        var one = new Explorer<>(choices -> LostUpdate.run(2, choices), Budget.unlimited(), 1, _ -> {});
        var two = new Explorer<>(choices -> LostUpdate.run(2, choices), Budget.unlimited(), 2, _ -> {});

        var ones = one.sample(1, 500).violation("nothing-doubled").orElseThrow();
        var twos = two.sample(1, 500).violation("nothing-doubled").orElseThrow();

        assertThat(ones.departures()).isEqualTo(twos.departures());
        assertThat(ones.outcome().report().traceHash())
                .isEqualTo(twos.outcome().report().traceHash());
    }

    private static long departures(List<Integer> picked) {
        return picked.stream().filter(value -> value != 0).count();
    }
}
