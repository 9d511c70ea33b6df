package rtmlab.labs.cli;

import picocli.CommandLine.Command;
import rtmlab.harness.cli.CommandPlugin;

/** {@code ./rtm lab}: start a lab, check it, get a hint. */
@Command(
        name = "lab",
        description = "Labs: something to build, and tests that say how much of it is there.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            LabListCommand.class,
            LabStartCommand.class,
            LabCheckCommand.class,
            LabHintCommand.class,
            LabStoryCommand.class,
            LabAutograderCommand.class,
            LabTimesCommand.class
        })
public final class LabCommand {

    /** Brings {@code ./rtm lab}. */
    public static final class Plugin implements CommandPlugin {
        @Override
        public Object command() {
            return new LabCommand();
        }
    }
}
