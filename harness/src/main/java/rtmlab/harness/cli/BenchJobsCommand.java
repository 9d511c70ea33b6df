package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.harness.jobs.JobRun;

/** {@code ./rtm bench jobs}: jobs a second through the updated architecture's queue. */
@Command(
        name = "jobs",
        description =
                "Carries jobs from Kafkagate over Kafka, JqRelay and Redis to a Worker, and says how many a second "
                        + "that are, beside the case's figure and what Kafka and Redis alone can carry in the same run.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 every job was done, 1 one was not, 2 bad usage, 3 a server would not start."})
public final class BenchJobsCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Slack's job queue at its peak, on many machines (Slack, "Scaling Slack's Job Queue", 2017). */
    private static final int CASE_PER_SECOND = 33_000;

    @Option(names = "--jobs", paramLabel = "N", description = "how many (default: ${DEFAULT-VALUE})")
    private int jobs = 50_000;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description = "requests under way to the Kafkagate (default: ${DEFAULT-VALUE})")
    private int atOnce = 64;

    @Mixin
    private UpdatedOnRealServers updated = new UpdatedOnRealServers();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        updated.requireSense();
        if (jobs < 1 || jobs > 10_000_000) {
            throw new UsageError("--jobs is 1 to 10000000, not " + jobs);
        }
        if (atOnce < 1 || atOnce > 200) {
            throw new UsageError("--at-once is 1 to 200, not " + atOnce);
        }
        var result = updated.measure("jobs", false, (world, servers, news) -> {
            news.say("%,d jobs, %d at once …".formatted(jobs, atOnce));
            try (var run = new JobRun(world, servers.addresses())) {
                return run.perform(jobs, atOnce, news);
            }
        });
        say(result);
        return result.isAllDone() ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private void say(JobRun.Result result) {
        var results = spec.commandLine().getOut();
        var ofBare = result.endToEndPerSecond() / result.barePerSecond();
        var ofCase = result.endToEndPerSecond() / CASE_PER_SECOND;
        if (updated.isJson()) {
            results.println(JSON.createObjectNode()
                    .put("jobs", result.jobs())
                    .put("refused", result.refused())
                    .put("lookedAt", result.lookedAt())
                    .put("done", result.done())
                    .put("jobsPerSecond", Math.round(result.endToEndPerSecond()))
                    .put("enqueuedPerSecond", Math.round(result.enqueuedPerSecond()))
                    .put("bareJobsPerSecond", Math.round(result.barePerSecond()))
                    .put("caseJobsPerSecond", CASE_PER_SECOND)
                    .put("bareRatio", ofBare)
                    .put("caseRatio", ofCase)
                    .put("elapsedMs", result.endToEnd().toMillis()));
        } else {
            results.printf(
                    "%,d jobs, %,d refused; of the last %,d, asked one by one, %,d are done%s%n",
                    result.jobs(),
                    result.refused(),
                    result.lookedAt(),
                    result.done(),
                    result.isAllDone() ? "" : ": what follows measures NO work that was done");
            results.printf("Kafkagate → done          %,8.0f jobs/s%n", result.endToEndPerSecond());
            results.printf("Kafkagate's answers alone %,8.0f jobs/s%n", result.enqueuedPerSecond());
            results.printf("Kafka and Redis alone     %,8.0f jobs/s (ratio %.2f)%n", result.barePerSecond(), ofBare);
            results.printf("the case's peak           %,8d jobs/s (ratio %.2f)%n", CASE_PER_SECOND, ofCase);
        }
        results.flush();
    }
}
