package rtmlab.simulator.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.port.StepAddress;

class StoryTest {

    private static final String TEXT = """
            rtmlab story 1
            architecture: counter
            mechanisms: none
            additions: 1
            promise: nothing-doubled
            witness: added 1, counted 2
            trace: 0123456789abcdef

            lost reply of alice: http POST counter /add #1
            """;

    @Test
    void aStoryIsReadAsItIsWritten() {
        var story = Story.parse(TEXT);

        assertThat(story.architecture()).isEqualTo("counter");
        assertThat(story.workload()).containsExactlyEntriesOf(Map.of("additions", "1"));
        assertThat(story.witness()).isEqualTo("added 1, counted 2");
        assertThat(story.format()).isEqualTo(TEXT);
    }

    @Test
    void commentsAndEmptyLinesAreLeftOut() {
        var story = Story.parse(TEXT.replace("\n\n", "\n# in the lift\n\n# and then\n\n"));

        assertThat(story).isEqualTo(Story.parse(TEXT));
    }

    @Test
    void aReplayBreaksThePromiseAgainWithTheSameTrace() {
        var first = LostUpdate.run(1, Story.parse(TEXT).choices());
        var second = LostUpdate.run(1, Story.parse(TEXT).choices());

        assertThat(first.broken()).containsEntry("nothing-doubled", "added 1, counted 2");
        assertThat(first.report().traceHash()).isEqualTo(second.report().traceHash());
        assertThat(Story.parse(TEXT).neverCame(first.report().choices())).isEmpty();
    }

    @Test
    void aStoryThatNoLongerFitsSaysWhichStepNeverCame() {
        var story = Story.parse(TEXT.replace("/add #1", "/add #7"));
        var sum = LostUpdate.run(1, story.choices());

        assertThat(story.neverCame(sum.report().choices()))
                .extracting(Object::toString)
                .containsExactly("lost reply of alice: http POST counter /add #7");
    }

    @Test
    void faultsAreCrashPointsForRealProcessesAndDelaysAreNot() {
        var story = Story.parse(TEXT + "delay of counter-1: redis get #2\nlong downtime of counter-1 #1\n");

        assertThat(story.crashPoints())
                .containsExactly(new CrashPoint(
                        StepAddress.parse("alice: http POST counter /add #1"), CrashPoint.Fault.LOSE_REPLY));
        assertThat(story.onlySimulated())
                .extracting(Object::toString)
                .containsExactly("delay of counter-1: redis get #2", "long downtime of counter-1 #1");
    }

    @Test
    void whatIsNoStoryIsRefusedWithItsLine() {
        refused("", "line 1: a story begins with \"rtmlab story 1\"");
        refused(TEXT.replace("story 1", "story 2"), "line 1: a story begins with");
        refused(TEXT.replace("additions: 1", "additions"), "line 4: the header has lines like");
        refused(TEXT.replace("additions: 1", "promise: x"), "line 5: \"promise\" is there already");
        refused(TEXT.replace("witness: added 1, counted 2\n", ""), "line 7: the header ends without \"witness: …\"");
        refused(TEXT + "crash before\n", "line 10: a departure looks like");
        refused(TEXT + "earthquake at web-app-1: log append #1\n", "line 10: \"earthquake at\" is nothing that can");
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> Story.parse(text))
                .isInstanceOf(Story.Malformed.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aWorkloadsValueCannotHideTheHeader() {
        assertThatThrownBy(() -> new Story("a", "none", Map.of("promise", "x"), "p", "w", "0", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
