package rtmlab.checkers.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private static final int INFINITE = 1_000;

    @Test
    void findsTheShortestDisagreementThatTryingEverythingFinds() {
        var random = new Random(42);
        int disagreements = 0;
        for (int round = 0; round < 50_000; round++) {
            int items = 2 + random.nextInt(6);
            var sequences = randomSequences(random, items);
            var cycle = Orders.shortestDisagreement(items, sequences);
            assertThat(cycle.size()).as("%s", sequences).isEqualTo(shortestByTryingEverything(items, sequences));
            assertIsCycle(cycle, sequences);
            disagreements += cycle.isEmpty() ? 0 : 1;
        }
        assertThat(disagreements).isBetween(10_000, 40_000);
    }

    @Test
    void longAgreementTakesNoSearch() {
        var all = ints(0, 200_000);
        assertThat(Orders.shortestDisagreement(200_000, Collections.nCopies(20, all)))
                .isEmpty();
    }

    @Test
    void aMessageAtTheWrongEndOfALongSequenceIsFound() {
        var wrong = ints(1, 100_000);
        wrong.add(0);
        var cycle = Orders.shortestDisagreement(100_000, List.of(ints(0, 100_000), ints(0, 100_000), wrong));
        assertThat(cycle).containsExactly(new Orders.Step(0, 0, 1), new Orders.Step(2, 0, 99_999));
    }

    private static Ints ints(int from, int to) {
        var ints = new Ints();
        for (int i = from; i < to; i++) {
            ints.add(i);
        }
        return ints;
    }

    private static List<Ints> randomSequences(Random random, int items) {
        var sequences = new ArrayList<Ints>();
        int count = 1 + random.nextInt(5);
        for (int s = 0; s < count; s++) {
            var order = new ArrayList<Integer>();
            for (int item = 0; item < items; item++) {
                if (random.nextInt(2) == 0) {
                    order.add(item);
                }
            }
            if (random.nextInt(3) == 0) {
                Collections.shuffle(order, random);
            }
            var sequence = new Ints();
            order.forEach(sequence::add);
            sequences.add(sequence);
        }
        return sequences;
    }

    private static int shortestByTryingEverything(int items, List<Ints> sequences) {
        var distance = new int[items][items];
        for (var row : distance) {
            Arrays.fill(row, INFINITE);
        }
        for (var sequence : sequences) {
            for (int i = 0; i < sequence.size(); i++) {
                for (int j = i + 1; j < sequence.size(); j++) {
                    distance[sequence.get(i)][sequence.get(j)] = 1;
                }
            }
        }
        for (int via = 0; via < items; via++) {
            for (int a = 0; a < items; a++) {
                for (int b = 0; b < items; b++) {
                    distance[a][b] = Math.min(distance[a][b], distance[a][via] + distance[via][b]);
                }
            }
        }
        int shortest = INFINITE;
        for (int item = 0; item < items; item++) {
            shortest = Math.min(shortest, distance[item][item]);
        }
        return shortest == INFINITE ? 0 : shortest;
    }

    private static void assertIsCycle(List<Orders.Step> cycle, List<Ints> sequences) {
        for (int i = 0; i < cycle.size(); i++) {
            var step = cycle.get(i);
            var next = cycle.get((i + 1) % cycle.size());
            assertThat(step.fromPlace()).isLessThan(step.toPlace());
            assertThat(sequences.get(step.sequence()).get(step.toPlace()))
                    .isEqualTo(sequences.get(next.sequence()).get(next.fromPlace()));
        }
    }
}
