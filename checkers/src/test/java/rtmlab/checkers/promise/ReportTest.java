package rtmlab.checkers.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.checkers.promise.Verdict.Undecided;

class ReportTest {
    private static final Verdict KEPT = new Kept("3 sightings");
    private static final Verdict BROKEN = new Broken("bob saw \"x\" twice", List.of());
    private static final Verdict UNDECIDED = new Undecided("nobody saw any message");

    @Test
    void oneBrokenPromiseBreaksTheWhole() {
        assertThat(verdictOf(KEPT, UNDECIDED, BROKEN)).isEqualTo("broken");
    }

    @Test
    void nothingUndecidedIsCalledKept() {
        assertThat(verdictOf(KEPT, UNDECIDED)).isEqualTo("undecided");
        assertThat(verdictOf()).isEqualTo("undecided");
        assertThat(verdictOf(KEPT, KEPT)).isEqualTo("kept");
    }

    @Test
    void itsJsonHasTheShapeThatTheCommandLinePromises() {
        var verdicts = new LinkedHashMap<String, Verdict>();
        verdicts.put("delivery", KEPT);
        verdicts.put("integrity", BROKEN);
        verdicts.put("agreement", UNDECIDED);
        assertThat(new Report(verdicts, 5, 12).toJson())
                .isEqualTo("{\"verdict\":\"broken\",\"promises\":{"
                        + "\"delivery\":{\"verdict\":\"kept\",\"witness\":null,\"evidence\":\"3 sightings\"},"
                        + "\"integrity\":{\"verdict\":\"broken\",\"witness\":\"bob saw \\\"x\\\" twice\"},"
                        + "\"agreement\":{\"verdict\":\"undecided\",\"witness\":null,\"why\":\"nobody saw any message\"}},"
                        + "\"operations\":5,\"elapsedMs\":12}");
    }

    private static String verdictOf(Verdict... verdicts) {
        Map<String, Verdict> byName = new LinkedHashMap<>();
        for (var verdict : verdicts) {
            byName.put("promise-" + byName.size(), verdict);
        }
        return new Report(byName, 0, 0).verdict();
    }
}
