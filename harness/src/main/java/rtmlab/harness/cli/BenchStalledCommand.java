package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.harness.readers.StalledReaders;
import rtmlab.harness.readers.StalledReaders.Delays;
import rtmlab.harness.readers.StalledReaders.Plan;
import rtmlab.harness.readers.StalledReaders.Result;
import rtmlab.harness.readers.StalledReaders.Stalled;

/** {@code ./rtm bench stalled}: what readers that stall cost a gateway, and whether they delay the others. */
@Command(
        name = "stalled",
        description = "Lets some WebSocket clients of the updated architecture read nothing beside many that do, and "
                + "measures what that costs and whom it delays.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 the stalled cost less than the goal, delayed nobody, were told why they were cut off and found",
            "everything when they came back, and all others saw all messages in one order; 1 otherwise, 2 bad usage, 3 a",
            "server would not start."
        })
public final class BenchStalledCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long GOAL_BYTES = 10 << 20;

    /** Two runs of the same differ, too: who is not delayed waits so much longer at most, as a factor and beside it. */
    private static final double DELAY_FACTOR = 1.5;

    private static final double DELAY_MS = 10;

    /** The WebSocket protocol's code for who breaks the rules. */
    private static final int POLICY_VIOLATION = 1_008;

    @Option(names = "--live", paramLabel = "N", description = "clients that read (default: ${DEFAULT-VALUE})")
    private int live = 500;

    @Option(names = "--stalled", paramLabel = "N", description = "clients that do not (default: ${DEFAULT-VALUE})")
    private int stalled = 5;

    @Mixin
    private UpdatedOnRealServers updated = new UpdatedOnRealServers();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        updated.requireSense();
        if (live < 1 || live > 2_000) {
            throw new UsageError("--live is 1 to 2000, not " + live);
        }
        if (stalled < 1 || stalled > 100) {
            throw new UsageError("--stalled is 1 to 100, not " + stalled);
        }
        var result = updated.measure("stalled", false, (world, _, news) -> {
            news.say(live + " clients read, " + stalled + " will not …");
            try (var readers = new StalledReaders(world, Plan.of(live, stalled), 1)) {
                return readers.perform(news);
            }
        });
        var results = spec.commandLine().getOut();
        if (updated.isJson()) {
            results.println(asJson(result));
        } else {
            print(result, results);
        }
        results.flush();
        return isAsItShouldBe(result) ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private static boolean isAsItShouldBe(Result result) {
        return result.alikeEverywhere()
                && result.grownBytes() < GOAL_BYTES
                && delaysNobody(result)
                && result.stalled().stream().allMatch(one -> isCutOff(one) && one.isComplete());
    }

    private static double limitMs(double withoutMs) {
        return DELAY_FACTOR * withoutMs + DELAY_MS;
    }

    private static boolean delaysNobody(Result result) {
        return result.beside().p50Ms() <= limitMs(result.without().p50Ms())
                && result.beside().p99Ms() <= limitMs(result.without().p99Ms());
    }

    private static boolean isCutOff(Stalled one) {
        return one.closeCode() == POLICY_VIOLATION && !one.reason().isBlank();
    }

    private static String met(boolean isMet) {
        return isMet ? "met" : "MISSED";
    }

    private void print(Result result, PrintWriter results) {
        results.printf("%,d clients read a channel, %d stall%n", live, stalled);
        print("without them", result.without(), results);
        print("beside them", result.beside(), results);
        results.printf(
                "nobody is delayed         p50 %.1f ms (limit %.1f), p99 %.1f ms (limit %.1f: %.1f times that without them, and"
                        + " %.0f ms): %s%n",
                result.beside().p50Ms(),
                limitMs(result.without().p50Ms()),
                result.beside().p99Ms(),
                limitMs(result.without().p99Ms()),
                DELAY_FACTOR,
                DELAY_MS,
                met(delaysNobody(result)));
        results.printf(
                "memory of the gateways    %+.1f MB beside them (limit %d MB): %s%n",
                result.grownBytes() / (double) (1 << 20), GOAL_BYTES >> 20, met(result.grownBytes() < GOAL_BYTES));
        results.println("all who read saw          "
                + (result.alikeEverywhere() ? "every message, in one order: met" : "NOT the same: MISSED"));
        for (var one : result.stalled()) {
            results.printf(
                    "stalled                   closed with %d \"%s\" (%s); %,d KB had been kept for it; saw %d messages, "
                            + "caught up on %d: %s%n",
                    one.closeCode(),
                    one.reason(),
                    met(isCutOff(one)),
                    one.keptBytes() >> 10,
                    one.shown(),
                    one.caughtUp(),
                    one.isComplete() ? "complete, met" : "NOT complete, MISSED");
        }
    }

    private static void print(String label, Delays delays, PrintWriter results) {
        results.printf(
                "to a screen, %-12s p50 %.1f ms, p99 %.1f ms, max %.1f ms (%,d deliveries)%n",
                label, delays.p50Ms(), delays.p99Ms(), delays.maxMs(), delays.deliveries());
    }

    private String asJson(Result result) {
        var root = JSON.createObjectNode();
        root.put("live", live);
        put(root.putObject("without"), result.without());
        put(root.putObject("beside"), result.beside());
        root.put("grownBytes", result.grownBytes());
        root.put("goalBytes", GOAL_BYTES);
        root.put("limitP50Ms", limitMs(result.without().p50Ms()));
        root.put("limitP99Ms", limitMs(result.without().p99Ms()));
        root.put("delaysNobody", delaysNobody(result));
        root.put("alikeEverywhere", result.alikeEverywhere());
        var readers = root.putArray("stalled");
        for (var one : result.stalled()) {
            readers.addObject()
                    .put("closeCode", one.closeCode())
                    .put("reason", one.reason())
                    .put("keptBytes", one.keptBytes())
                    .put("shown", one.shown())
                    .put("caughtUp", one.caughtUp())
                    .put("complete", one.isComplete());
        }
        return root.toString();
    }

    private static void put(ObjectNode node, Delays delays) {
        node.put("deliveries", delays.deliveries());
        node.put("p50Ms", delays.p50Ms()).put("p99Ms", delays.p99Ms()).put("maxMs", delays.maxMs());
    }
}
