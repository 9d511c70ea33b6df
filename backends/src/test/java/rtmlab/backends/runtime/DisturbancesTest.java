package rtmlab.backends.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import rtmlab.backends.runtime.Disturbances.State;
import rtmlab.backends.runtime.Disturbances.Way;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;

/** What is cut, slow or full, and what is counted of it. */
class DisturbancesTest {

    private static final NodeName WEB_APP = new NodeName("web-app-1");
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final Disturbances disturbances = new Disturbances();
    private final List<String> made = new ArrayList<>();

    @Test
    void aStateReadsBackFromItsLine() {
        var state = new State(
                Map.of("web-app-1", new Way(true, false, 0), "channel-server-2", new Way(false, true, 250)),
                true,
                false);

        assertThat(State.parse(state.line())).isEqualTo(state);
        assertThat(State.parse(State.CALM.line())).isEqualTo(State.CALM);
        assertThat(State.parse(new State(Map.of(), false, true).line()).deaf()).isTrue();
    }

    @Test
    void aCallThatIsCutOffIsNotMadeAndItsCallerDoesNotLearnThat() {
        cut(new Way(true, false, 0));

        assertThatThrownBy(this::call).isInstanceOf(MaybeDone.class).hasMessageContaining("web-app-1");
        assertThat(made).isEmpty();
        assertThat(disturbances.touched()).isOne();
    }

    @Test
    void anAnswerThatIsCutOffIsLostThoughTheCallHadItsEffect() {
        cut(new Way(false, true, 0));

        assertThatThrownBy(this::call).isInstanceOf(MaybeDone.class);
        assertThat(made).containsExactly("call");
        assertThat(disturbances.touched()).isOne();
    }

    @Test
    void aRefusalThatIsCutOffIsNotHeardOf() {
        cut(new Way(false, true, 0));

        assertThatThrownBy(() -> disturbances.around(WEB_APP, PATIENCE, () -> {
                    throw new NotDone("busy");
                }))
                .isInstanceOf(MaybeDone.class);
    }

    @Test
    void otherWaysAndHealedOnesAreClear() {
        cut(new Way(true, true, 0));
        assertThat(disturbances.around(new NodeName("web-app-2"), PATIENCE, () -> "answer"))
                .isEqualTo("answer");

        disturbances.set(State.CALM);

        assertThat(call()).isEqualTo("answer");
        assertThat(disturbances.touched()).isZero();
    }

    @Test
    void whoeverCaresIsToldOnceOfACut() {
        var told = new ArrayList<NodeName>();
        disturbances.onCut(told::add);

        cut(new Way(true, false, 0));
        cut(new Way(true, true, 0));
        disturbances.set(State.CALM);
        cut(new Way(false, true, 0));

        assertThat(told).containsExactly(WEB_APP, WEB_APP);
    }

    @Test
    void aFullDiskRefusesAndCounts() {
        assertThat(disturbances.refusesWrite()).isFalse();

        disturbances.set(new State(Map.of(), true, false));

        assertThat(disturbances.refusesWrite()).isTrue();
        assertThat(disturbances.touched()).isOne();
    }

    @Test
    void whoeverIsDeafGoesOnWhenItHearsAgain() throws Exception {
        disturbances.set(new State(Map.of(), false, true));
        var answer = CompletableFuture.supplyAsync(this::call);
        while (disturbances.touched() == 0) {
            Thread.onSpinWait();
        }
        assertThat(answer).isNotDone();

        disturbances.set(State.CALM);

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("answer");
    }

    @Test
    void whatIsLateIsNotOvertaken() throws InterruptedException {
        try (var tasks = new Tasks()) {
            var line = new DelayLine(tasks, "late");
            var arrived = new CountDownLatch(3);
            var order = Collections.synchronizedList(new ArrayList<Integer>());

            List.of(30, 10, 0)
                    .forEach(delay -> line.pass(delay, () -> {
                        order.add(delay);
                        arrived.countDown();
                    }));

            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(order).containsExactly(30, 10, 0);
        }
    }

    private void cut(Way way) {
        disturbances.set(new State(Map.of(WEB_APP.value(), way), false, false));
    }

    private String call() {
        return disturbances.around(WEB_APP, PATIENCE, () -> {
            made.add("call");
            return "answer";
        });
    }
}
