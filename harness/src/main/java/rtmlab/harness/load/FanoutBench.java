package rtmlab.harness.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import rtmlab.backends.deploy.Deployment;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.harness.load.Trial.Bound;
import rtmlab.harness.load.Trial.Highest;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;

/**
 * What it takes to show each message to everybody in a large channel, over as many real WebSockets.
 *
 * @param perSecond messages, at which the latency is measured
 * @param textBytes of a message
 * @param highestLastMs the latency to the last member, at p99, that a rate must keep to count as carried
 */
public record FanoutBench(
        int members, double perSecond, Duration duration, int textBytes, double highestLastMs, boolean climbs) {

    private static final Duration STEP = Duration.ofSeconds(4);

    /**
     * What came of it.
     *
     * @param connectMs until all members were connected
     * @param gone members that lost their connection
     */
    public record Result(Measured measured, Highest highest, double connectMs, int gone) {}

    public Result run(
            Architecture architecture,
            EmbeddedServers servers,
            Path folder,
            Path cache,
            Consumer<Deployment> watch,
            News news)
            throws IOException {
        news.say(architecture.name() + ": starting "
                + architecture.topology().nodes().size() + " nodes");
        try (var world = new RealWorld(
                architecture, Mechanisms.defaultsOf(architecture), servers.addresses(), folder, cache, Map.of())) {
            watch.accept(world.deployment());
            var began = System.nanoTime();
            try (var audience = new Audience(world, servers, members, textBytes)) {
                var connectMs = (System.nanoTime() - began) / 1e6;
                news.say("%s: %,d members connected in %.1f s"
                        .formatted(architecture.name(), members, connectMs / 1_000));
                var trial = new Trial(audience, news);
                trial.warmUp(perSecond);
                var measured = trial.measure(perSecond, duration);
                var bound =
                        new Bound(highestLastMs, figures -> figures.lastMember().p99Ms());
                var highest = climbs
                        ? trial.climb(perSecond * Trial.STEP_UP, STEP, bound).orElse(measured, bound)
                        : Highest.NOT_SOUGHT;
                return new Result(measured, highest, connectMs, audience.gone());
            }
        }
    }
}
