package rtmlab.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

class AdmissionTest {

    private static final NodeName EDGE = NodeName.of("flannel", 1);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final World world = new World(Settings.DEFAULT, Choices.calm());
    private final Tally tally = new Tally();
    private final List<String> admitted = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private int inside;
    private int mostInside;

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void neverAreMoreInsideThanMayBeAndTheOthersComeInTheirOrder() {
        var admission = admission(2, 10);

        for (var crowd = 0; crowd < 2; crowd++) {
            for (var name : List.of("a", "b", "c", "d", "e")) {
                ask(admission, name, SHORT);
            }
            world.settle();
        }

        assertThat(admitted).containsExactly("a", "b", "c", "d", "e", "a", "b", "c", "d", "e");
        assertThat(mostInside).isEqualTo(2);
        assertThat(refused).isEmpty();
    }

    @Test
    void whoFindsTheLineFullIsSentAwayAtOnce() {
        var admission = admission(1, 1);

        for (var name : List.of("a", "b", "c")) {
            ask(admission, name, SHORT);
        }
        world.settle();

        assertThat(admitted).containsExactly("a", "b");
        assertThat(refused).containsExactly("c: service_unavailable");
        assertThat(tally.refused).isEqualTo(1);
    }

    @Test
    void whoWaitsTooLongIsSentAwayAndTakesNobodysPlace() {
        var admission = admission(1, 10);

        ask(admission, "a", Duration.ofSeconds(5));
        ask(admission, "b", SHORT);
        world.settle();
        ask(admission, "c", SHORT);
        world.settle();

        assertThat(admitted).containsExactly("a", "c");
        assertThat(refused).containsExactly("b: service_unavailable");
    }

    @Test
    void aCallThatFailsGivesItsPlaceBack() {
        var admission = admission(1, 10);

        world.script(EDGE, _ -> {
            try {
                admission.admit(() -> {
                    throw new NotDone("the origin is down");
                });
            } catch (NotDone failure) {
                refused.add(failure.reason());
            }
        });
        ask(admission, "b", SHORT);
        world.settle();

        assertThat(refused).containsExactly("the origin is down");
        assertThat(admitted).containsExactly("b");
    }

    private void ask(Admission admission, String name, Duration takes) {
        world.script(EDGE, host -> {
            try {
                admission.admit(() -> inside(host, name, takes));
            } catch (SlackError refusal) {
                refused.add(name + ": " + refusal.word());
            }
        });
    }

    private String inside(Host host, String name, Duration takes) {
        admitted.add(name);
        inside++;
        mostInside = Math.max(mostInside, inside);
        host.clock().sleep(takes);
        inside--;
        return name;
    }

    private Admission admission(int maxAtOnce, int maxWaiting) {
        var made = new ArrayList<Admission>();
        Node edge = host -> made.add(new Admission(host, maxAtOnce, maxWaiting, tally));
        world.startServer(EDGE, () -> edge);
        return made.getFirst();
    }
}
