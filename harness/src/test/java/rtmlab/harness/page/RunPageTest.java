package rtmlab.harness.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.Telling;
import rtmlab.harness.simulated.Workload;
import rtmlab.initial.InitialArchitecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;

class RunPageTest {

    private static final String CRASH = "crash after channel-server-1: socket send reply #1";
    private static final Workload WORKLOAD = Workload.small().withoutReads();

    /** A run in which an acknowledged message is lost. */
    static String page(String wrong) {
        var architecture = new InitialArchitecture();
        var exploration = new Exploration(architecture, Mechanisms.defaultsOf(architecture), WORKLOAD, Faults.CRASHES);
        var outcome = exploration.record(Choices.named(List.of(Departure.parse(CRASH))));
        return new RunPage(
                        "a run",
                        wrong,
                        List.of(CRASH),
                        told(outcome),
                        RunPage.sceneOf(outcome, WORKLOAD.team(), architecture),
                        "./rtm lab check 1",
                        List.of("failing.txt"))
                .html();
    }

    private static String told(SimulatedOutcome outcome) {
        return String.join("\n", new Telling(outcome, "no-lost-ack").lines());
    }

    private static JsonNode run(String html) throws IOException {
        var json = Pattern.compile("id=\"data\">(.*?)</script>", Pattern.DOTALL).matcher(html);
        assertThat(json.find()).isTrue();
        return new ObjectMapper().readTree(json.group(1)).at("/chapters/0/broken/0");
    }

    @Test
    void thePageShowsExactlyThatRunWithItsCrash() throws IOException {
        var run = run(page("it is gone"));

        assertThat(run.get("witness").asText()).isEqualTo("it is gone");
        assertThat(run.at("/scene/lanes").findValuesAsText("name")).contains("alice", "channel-server-1", "web-app-1");
        assertThat(run.at("/scene/marks"))
                .anySatisfy(mark -> assertThat(mark.get("kind").asText()).isEqualTo("crashed"));
        assertThat(run.get("told").toString()).contains("here it happens to channel-server-1");
    }

    @Test
    void whatIsSaidOfARunEndsNoScript() throws IOException {
        var nasty = "</script><script>alert(1)</script>";

        assertThat(page(nasty)).doesNotContain(nasty);
        assertThat(run(page(nasty)).get("witness").asText()).isEqualTo(nasty);
    }
}
