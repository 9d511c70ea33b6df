package rtmlab.harness.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import rtmlab.backends.deploy.Deployment;
import rtmlab.backends.kafka.BareAppends;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.load.Trial.Bound;
import rtmlab.harness.load.Trial.Highest;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;

/**
 * What sending a message costs, end to end on real servers: for architectures, and for a bare Kafka that gets the same
 * records.
 *
 * @param perSecond messages offered, whatever becomes of them
 * @param duration for which is measured, after a warm-up
 * @param highestAckP99Ms the latency that a rate must keep to count as carried
 * @param climbs whether the highest such rate is looked for
 */
public record SendBench(
        double perSecond,
        Duration duration,
        int members,
        int channels,
        int textBytes,
        double highestAckP99Ms,
        boolean climbs) {

    private static final Duration STEP = Duration.ofSeconds(4);

    /** Of one subject: at the rate that was asked for, and the highest that it carried. */
    public record Result(Measured measured, Highest highest) {}

    /** 100 messages a second of 100 bytes, by 5 members in 8 channels. */
    public static SendBench of(double perSecond, Duration duration) {
        return new SendBench(perSecond, duration, 5, 8, 100, 200, true);
    }

    /** How long the record of each message is. */
    public int recordBytes() {
        return BareAppends.recordBytes(BareKafka.post(0, channels, textBytes));
    }

    /** Bare Kafka first, then one architecture after the other, all on the same servers. */
    public List<Result> run(
            List<Architecture> architectures,
            EmbeddedServers servers,
            Path folder,
            Path cache,
            Consumer<Deployment> watch,
            News news) {
        var results = new ArrayList<Result>();
        news.say("bare Kafka");
        try (var kafka = new BareKafka(servers, channels, textBytes)) {
            results.add(measure(kafka, news));
        }
        for (var architecture : architectures) {
            news.say(architecture.name() + ": starting "
                    + architecture.topology().nodes().size() + " nodes");
            try (var world = new RealWorld(
                    architecture,
                    Mechanisms.defaultsOf(architecture),
                    servers.addresses(),
                    folder.resolve(architecture.name()),
                    cache,
                    Map.of())) {
                watch.accept(world.deployment());
                try (var crew = new Crew(world, servers::processes, Team.of(members, channels), textBytes)) {
                    results.add(measure(crew, news));
                }
            }
        }
        return results;
    }

    private Result measure(Subject subject, News news) {
        var trial = new Trial(subject, news);
        trial.warmUp(perSecond);
        news.say("%s: %,.0f messages a second for %d s".formatted(subject.name(), perSecond, duration.toSeconds()));
        var measured = trial.measure(perSecond, duration);
        var bound = new Bound(highestAckP99Ms, figures -> figures.ack().p99Ms());
        var highest = climbs
                ? trial.climb(perSecond * Trial.STEP_UP, STEP, bound).orElse(measured, bound)
                : Highest.NOT_SOUGHT;
        return new Result(measured, highest);
    }
}
