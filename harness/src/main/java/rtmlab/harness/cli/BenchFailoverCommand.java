package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.real.Failover;
import rtmlab.harness.real.Failover.Death;
import rtmlab.harness.real.Failover.How;

/** {@code ./rtm bench failover}: how long a dead channel server's channels stand still, on real processes. */
@Command(
        name = "failover",
        description =
                "Kills channel servers under load, one after the other, and times how long their channels stand still.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 every channel delivered again within the bound, and nothing was lost or doubled; 1 otherwise,",
            "2 bad usage, 3 a server would not start."
        })
public final class BenchFailoverCommand implements Callable<Integer> {

    /** From the death to a delivery in the last of the channels. */
    private static final long BOUND_MS = 2_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--deaths", paramLabel = "N", description = "how many (default: ${DEFAULT-VALUE})")
    private int deaths = 6;

    @Option(names = "--channels", paramLabel = "N", description = "how many are spoken in (default: ${DEFAULT-VALUE})")
    private int channels = 6;

    @Option(
            names = "--how",
            description = "kill (-9) or pause (SIGSTOP, and on again later) (default: ${DEFAULT-VALUE})")
    private How how = How.KILL;

    @Mixin
    private UpdatedOnRealServers updated = new UpdatedOnRealServers();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (deaths < 1 || deaths > 1_000) {
            throw new UsageError("--deaths is 1 to 1000, not " + deaths);
        }
        if (channels < 1 || channels > 100) {
            throw new UsageError("--channels is 1 to 100, not " + channels);
        }
        updated.requireSense();
        return say(updated.measure("failover", true, (world, _, news) -> {
            try (var failover = new Failover(world, Team.of(2, channels))) {
                var died = new AtomicInteger();
                return failover.run(deaths, how, death -> {
                    news.say("%s of %s: %d ms".formatted(word(), death.server(), death.outageMs()));
                    news.reach("channel servers die", "deaths", died.incrementAndGet(), deaths);
                });
            }
        }));
    }

    private int say(Failover.Result result) {
        var sorted = result.deaths().stream().map(Death::outageMs).sorted().toList();
        var p50 = percentile(sorted, 50);
        var p90 = percentile(sorted, 90);
        var max = sorted.getLast();
        var results = spec.commandLine().getOut();
        if (updated.isJson()) {
            var root = JSON.createObjectNode();
            root.put("how", word()).put("deaths", sorted.size()).put("channels", channels);
            root.put("p50Ms", p50).put("p90Ms", p90).put("maxMs", max).put("boundMs", BOUND_MS);
            root.put("acknowledged", result.acknowledged());
            root.put("lost", result.lost()).put("doubled", result.doubled());
            results.println(root);
        } else {
            results.printf("%d channel servers died (%s), %d channels spoken in%n", sorted.size(), word(), channels);
            results.printf(
                    "until every channel delivered again: p50 %d ms, p90 %d ms, longest %d ms (bound %d ms)%n",
                    p50, p90, max, BOUND_MS);
            results.printf(
                    "%d messages acknowledged, %d of them lost, %d doubled%n",
                    result.acknowledged(), result.lost(), result.doubled());
        }
        results.flush();
        var isAsDocumented = max <= BOUND_MS && result.lost() == 0 && result.doubled() == 0;
        return isAsDocumented ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private String word() {
        return how.name().toLowerCase(Locale.ROOT);
    }

    private static long percentile(List<Long> sorted, int percent) {
        return sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
    }
}
