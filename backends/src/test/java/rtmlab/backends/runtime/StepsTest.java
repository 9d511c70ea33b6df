package rtmlab.backends.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NodeCrash;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.StepAddress;

class StepsTest {

    private final List<String> effects = new ArrayList<>();
    private final List<CrashPoint> struck = new ArrayList<>();
    private final Monitor monitor = new Monitor();
    private final Steps steps = new Steps(monitor, struck::add);

    @Test
    void aFaultStrikesTheStepThatItIsMeantForAndNoOther() {
        var point = arm("log append", 2, Fault.FAIL);

        assertThat(waiting("log append")).isEqualTo("done");
        assertThat(waiting("log read")).isEqualTo("done");
        assertThatThrownBy(() -> waiting("log append")).isInstanceOf(NotDone.class);
        assertThat(waiting("log append")).isEqualTo("done");
        assertThat(struck).containsExactly(point);
        assertThat(effects).containsExactly("log append", "log read", "log append");
    }

    @Test
    void severalFaultsAreCountedEachOnItsOwn() {
        arm("log append", 1, Fault.FAIL);
        var second = arm("log append", 2, Fault.LOSE_REPLY);

        assertThatThrownBy(() -> waiting("log append")).isInstanceOf(NotDone.class);
        assertThatThrownBy(() -> waiting("log append"))
                .isInstanceOf(MaybeDone.class)
                .hasMessage(second.toString());
    }

    @Test
    void aLostReplyHadItsEffect() {
        arm("log append", 1, Fault.LOSE_REPLY);

        assertThatThrownBy(() -> waiting("log append")).isInstanceOf(MaybeDone.class);
        assertThat(effects).containsExactly("log append");
    }

    @Test
    void aRefusalCanBeLostToo() {
        arm("http POST", 1, Fault.LOSE_REPLY);

        assertThatThrownBy(() -> monitor.call(() -> steps.waiting("http POST", () -> {
                    throw new SlackError("invalid_auth");
                })))
                .isInstanceOf(MaybeDone.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CRASH_BEFORE", "CRASH_AFTER"})
    void aCrashEndsTheNodeBeforeOrAfterTheEffect(Fault fault) {
        arm("log append", 1, fault);

        assertThatThrownBy(() -> waiting("log append")).isInstanceOf(NodeCrash.class);
        assertThat(effects).hasSize(fault == Fault.CRASH_AFTER ? 1 : 0);
        assertThat(struck).hasSize(1);
        assertThatThrownBy(() -> waiting("log read")).isInstanceOf(NodeCrash.class);
        monitor.run(() -> effects.add("a handler after death"));
        assertThat(effects).doesNotContain("a handler after death");
    }

    @Test
    void aCrashAfterACallComesHoweverTheCallEnded() {
        var point = arm("log append", 1, Fault.CRASH_AFTER);

        assertThatThrownBy(() -> monitor.call(() -> steps.waiting("log append", () -> {
                    throw new MaybeDone("timed out");
                })))
                .isInstanceOf(NodeCrash.class);
        assertThat(struck).containsExactly(point);
    }

    @Test
    void whatDoesNotWaitIsLostWhereItFails() {
        arm("socket send message", 1, Fault.FAIL);

        instant("socket send message");
        instant("socket send message");
        assertThat(effects).hasSize(1);
        assertThat(struck).hasSize(1);
    }

    @Test
    void whatDoesNotWaitCanBeACrashPoint() {
        arm("socket send message", 2, Fault.CRASH_AFTER);

        instant("socket send message");
        assertThatThrownBy(() -> instant("socket send message")).isInstanceOf(NodeCrash.class);
        assertThat(effects).hasSize(2);
        assertThatThrownBy(() -> instant("socket send message")).isInstanceOf(NodeCrash.class);
    }

    @Test
    void whatIsDisarmedNeitherStrikesNorCounts() {
        arm("log append", 1, Fault.FAIL);
        steps.disarm();

        assertThat(steps.watching()).isFalse();
        assertThat(waiting("log append")).isEqualTo("done");
    }

    @Test
    void whatIsDisarmedAloneLeavesTheOthersCounting() {
        var append = arm("log append", 1, Fault.FAIL);
        var read = arm("log read", 2, Fault.FAIL);
        assertThat(waiting("log read")).isEqualTo("done");
        steps.disarm(append);

        assertThat(waiting("log append")).isEqualTo("done");
        assertThatThrownBy(() -> waiting("log read")).isInstanceOf(NotDone.class);

        steps.disarm(read);
        assertThat(steps.watching()).isFalse();
    }

    @Test
    void portsAreForNodeCodeAlone() {
        assertThatThrownBy(() -> steps.waiting("log append", () -> "done"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("own handlers and tasks");
        assertThatThrownBy(() -> steps.instant("socket send message", () -> {}))
                .isInstanceOf(IllegalStateException.class);
    }

    private CrashPoint arm(String call, int occurrence, Fault fault) {
        var point = new CrashPoint(new StepAddress(NodeName.of("web-app", 1), call, occurrence), fault);
        steps.arm(point);
        return point;
    }

    private String waiting(String call) {
        return monitor.call(() -> steps.waiting(call, () -> {
            effects.add(call);
            return "done";
        }));
    }

    private void instant(String call) {
        monitor.call(() -> {
            steps.instant(call, () -> effects.add(call));
            return true;
        });
    }
}
