package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.harness.jobs.LockUp;
import rtmlab.harness.jobs.LockUp.Side;
import rtmlab.protocol.Regions;
import rtmlab.protocol.variant.Mechanisms;

/** {@code ./rtm bench lockup}: the night of the case, with Redis alone and with Kafka in front of it. */
@Command(
        name = "lockup",
        description =
                "Pushes jobs faster than they are done until Redis is full, and shows that then nobody can take one either; "
                        + "and the same with Kafka in front of the same Redis.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 Redis alone locked up, and with Kafka in front every job was done; 1 otherwise,",
            "2 bad usage, 3 a server would not start."
        })
public final class BenchLockupCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--jobs", paramLabel = "N", description = "how many are offered (default: ${DEFAULT-VALUE})")
    private int jobs = 60_000;

    @Option(
            names = "--memory",
            paramLabel = "MB",
            description = "what Redis may use: room for more than the 20,000 jobs that the relay lets in "
                    + "(default: ${DEFAULT-VALUE})")
    private int megabytes = 24;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Mixin
    private OutFolder out = new OutFolder();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (jobs < 1 || jobs > 10_000_000) {
            throw new UsageError("--jobs is 1 to 10000000, not " + jobs);
        }
        if (megabytes < 4 || megabytes > 10_000) {
            throw new UsageError("--memory is 4 to 10000 MB, not " + megabytes);
        }
        var architecture = Architectures.named("updated");
        var err = spec.commandLine().getErr();
        var result = OnRealServers.run(
                architecture,
                Mechanisms.defaultsOf(architecture),
                Regions.one(),
                false,
                new ServerChoice(),
                out.forRunOf("bench-lockup"),
                out.cache(),
                err,
                (world, servers) -> {
                    try (var news = new NewsOnStderr(err);
                            var lockUp = new LockUp(world, servers.addresses())) {
                        news.say("%,d jobs, to a Redis of %d MB …".formatted(jobs, megabytes));
                        return lockUp.perform(jobs, megabytes, news);
                    }
                });
        say(result);
        return result.isAsInTheCase() ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private void say(LockUp.Result result) {
        var results = spec.commandLine().getOut();
        var alone = result.redisAlone();
        var inFront = result.kafkaInFront();
        if (json) {
            var root = JSON.createObjectNode();
            root.put("offered", result.offered()).put("redisMegabytes", result.megabytes());
            root.set("redisAlone", asJson(alone));
            root.set("kafkaInFront", asJson(inFront));
            root.put("asInTheCase", result.isAsInTheCase());
            results.println(root);
        } else {
            results.printf("%,d jobs offered to a Redis of %d MB%n", jobs, megabytes);
            results.printf("%n%-16s %12s %14s%n", "", "Redis alone", "Kafka in front");
            line("accepted", alone.accepted(), inFront.accepted());
            line("of them in Redis", alone.inRedis(), inFront.inRedis());
            line("kilobytes used", alone.redisBytes() >> 10, inFront.redisBytes() >> 10);
            line("then done", alone.done(), inFront.done());
            results.println();
            if (alone.isLockedUp()) {
                results.printf(
                        "Locked up: Redis alone refused both producers and the worker, %d times in a row, until it was given "
                                + "more memory by hand.%n",
                        alone.refusals());
            } else {
                results.println("Redis alone did not lock up: offer more jobs, or less memory.");
            }
        }
        results.flush();
    }

    private void line(String title, long alone, long inFront) {
        spec.commandLine().getOut().printf("%-16s %,12d %,14d%n", title, alone, inFront);
    }

    private static ObjectNode asJson(Side side) {
        return JSON.createObjectNode()
                .put("accepted", side.accepted())
                .put("inRedis", side.inRedis())
                .put("redisBytes", side.redisBytes())
                .put("refusals", side.refusals())
                .put("done", side.done())
                .put("lockedUp", side.isLockedUp());
    }
}
