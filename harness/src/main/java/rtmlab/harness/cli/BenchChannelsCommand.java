package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.harness.channels.IdleChannels;
import rtmlab.harness.channels.IdleChannels.Result;

/** {@code ./rtm bench channels}: what channels cost a channel server in which nobody speaks. */
@Command(
        name = "channels",
        description =
                "Has a channel server of the updated architecture own many channels that are watched and in which "
                        + "nobody speaks, and measures what each costs of its heap.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 every channel was subscribed to, 1 not every one, 2 bad usage, 3 this heap is too small."
        })
public final class BenchChannelsCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Slack's figure for one host at peak: Real-time Messaging, Slack Engineering, 2023. */
    private static final long CHANNELS_OF_A_HOST = 16_000_000;

    /** What a subscription takes at most, for the question whether so many fit at all. */
    private static final long MOST_BYTES = 500;

    private static final long SPARE_BYTES = 64 << 20;

    @Option(names = "--channels", paramLabel = "N", description = "how many there are (default: ${DEFAULT-VALUE})")
    private int channels = 1_000_000;

    @Option(
            names = "--gateways",
            paramLabel = "N",
            description = "how many gateways watch each of them (default: ${DEFAULT-VALUE})")
    private int gateways = 1;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() {
        requireBetween("--channels", channels, 1_000, 50_000_000);
        requireBetween("--gateways", gateways, 1, 20);
        var err = spec.commandLine().getErr();
        var all = (long) channels * gateways;
        var most = all * MOST_BYTES + SPARE_BYTES;
        if (most > Runtime.getRuntime().maxMemory()) {
            throw new LaunchFailure(
                    "%,d subscriptions may need %,d MB, and this heap ends at %,d MB: ask for fewer, or set RTM_JAVA_OPTIONS=-Xmx%dg"
                            .formatted(all, most >> 20, Runtime.getRuntime().maxMemory() >> 20, (most >> 30) + 1));
        }
        try (var progress = Progress.of("subscribing", "subscriptions", all, err)) {
            var result = IdleChannels.measure(
                    Architectures.named("updated"), channels, gateways, done -> progress.reach(done, ""));
            print(result);
            return result.isWhole() ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
        }
    }

    private static void requireBetween(String option, int value, int from, int to) {
        if (value < from || value > to) {
            throw new UsageError(option + " is " + from + " to " + to + ", not " + value);
        }
    }

    private void print(Result result) {
        var results = spec.commandLine().getOut();
        var ofAHost = Math.round(result.bytesPerChannel() * CHANNELS_OF_A_HOST);
        if (json) {
            results.println(JSON.createObjectNode()
                    .put("channels", result.channels())
                    .put("gateways", result.gateways())
                    .put("subscriptions", result.confirmed())
                    .put("heapBytes", result.bytes())
                    .put("bytesPerChannel", result.bytesPerChannel())
                    .put("channelsOfAHost", CHANNELS_OF_A_HOST)
                    .put("bytesOfAHost", ofAHost)
                    .put("whole", result.isWhole()));
        } else {
            results.printf(
                    "%,d channels, each watched by %d, nobody speaks: %,d subscriptions%s%n",
                    result.channels(), result.gateways(), result.confirmed(), result.isWhole() ? "" : ", NOT all");
            results.printf("heap for them       %,d MB%n", result.bytes() >> 20);
            results.printf("for one channel     %.0f bytes%n", result.bytesPerChannel());
            results.printf(
                    "%,d of them   %.1f GB, if it goes on like that (so many are on one of Slack's hosts at peak)%n",
                    CHANNELS_OF_A_HOST, ofAHost / 1e9);
        }
        results.flush();
    }
}
