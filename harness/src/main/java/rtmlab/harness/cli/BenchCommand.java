package rtmlab.harness.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./rtm bench}: how fast things are. */
@Command(
        name = "bench",
        description = "Measures how fast things are, and holds the figures against goals and peers.",
        synopsisSubcommandLabel = "checkers|boot|send|fanout|failover|stalled|jobs|lockup|channels",
        mixinStandardHelpOptions = true,
        subcommands = {
            BenchCheckersCommand.class,
            BenchBootCommand.class,
            BenchSendCommand.class,
            BenchFanoutCommand.class,
            BenchFailoverCommand.class,
            BenchStalledCommand.class,
            BenchJobsCommand.class,
            BenchLockupCommand.class,
            BenchChannelsCommand.class
        },
        footer = {"", "Exit status: 0 all is as it should be, 1 something is not, 2 wrong usage, 3 the environment."})
public final class BenchCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new UsageError(
                "bench measures checkers, boot, send, fanout, failover, stalled, jobs, lockup and channels: give one of them, as in"
                        + " ./rtm bench boot");
    }
}
