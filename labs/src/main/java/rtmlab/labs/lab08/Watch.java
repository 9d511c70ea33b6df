package rtmlab.labs.lab08;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.wire.SocketUrls;
import rtmlab.backends.wire.WireFormat;
import rtmlab.checkers.promise.Verdict;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.protocol.api.WebApi;

/** What was seen of all seams in one run. */
final class Watch {

    /** What a seam answers from memory is what the stream had, all of it. */
    static final String TRUE_ANSWERS = "true-answers";

    private static final WireFormat WIRE =
            new WireFormat(new SocketUrls(node -> URI.create("wss://wss.example.com:443")));

    int begun;
    int goneOn;
    int asked;
    int answered;
    int mostOriginCalls;
    int largestStartBytes;
    private @Nullable String complaint;

    void begun(WebApi.Start start, int calls) {
        begun++;
        mostOriginCalls = Math.max(mostOriginCalls, calls);
        largestStartBytes = Math.max(
                largestStartBytes, WIRE.writeAnswer(WebApi.RTM_START, start).body().length);
    }

    void complain(String sentence) {
        if (complaint == null) {
            complaint = sentence;
        }
    }

    SimulatedOutcome addTo(SimulatedOutcome outcome) {
        if (complaint == null) {
            return outcome;
        }
        var verdicts = new LinkedHashMap<>(outcome.verdicts());
        verdicts.put(TRUE_ANSWERS, new Verdict.Broken(complaint, List.of()));
        return new SimulatedOutcome(
                outcome.history(),
                verdicts,
                outcome.forgotten(),
                outcome.hasRecovered(),
                outcome.report(),
                outcome.trace());
    }
}
