package rtmlab.harness;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.harness.cli.BenchCommand;
import rtmlab.harness.cli.CheckCommand;
import rtmlab.harness.cli.CommandPlugin;
import rtmlab.harness.cli.CompareCommand;
import rtmlab.harness.cli.DoctorCommand;
import rtmlab.harness.cli.ExitStatus;
import rtmlab.harness.cli.ExploreCommand;
import rtmlab.harness.cli.MechanismsCommand;
import rtmlab.harness.cli.NotebooksCommand;
import rtmlab.harness.cli.OutFolder;
import rtmlab.harness.cli.ReplayCommand;
import rtmlab.harness.cli.RunCommand;
import rtmlab.harness.cli.ScenariosCommand;
import rtmlab.harness.cli.ServeCommand;
import rtmlab.harness.cli.SoakCommand;
import rtmlab.harness.cli.StoryCommand;
import rtmlab.harness.cli.UpCommand;
import rtmlab.harness.cli.UsageError;

/** The command line: {@code ./rtm COMMAND}. */
@Command(
        name = "rtm",
        description = "Slack-style real-time messaging, built twice, crashed at every step, and judged.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "RTM Lab 0.1.0",
        subcommands = {
            CompareCommand.class,
            UpCommand.class,
            ExploreCommand.class,
            StoryCommand.class,
            ReplayCommand.class,
            MechanismsCommand.class,
            CheckCommand.class,
            BenchCommand.class,
            SoakCommand.class,
            ScenariosCommand.class,
            RunCommand.class,
            DoctorCommand.class,
            ServeCommand.class,
            NotebooksCommand.class
        },
        footer = {
            "",
            "Results go to standard output, progress to standard error, files to out/.",
            "Exit status: 0 as documented, 1 not as documented, 2 usage or bad input, 3 the environment.",
            "NO_COLOR=1 switches colors off. ./rtm doctor looks whether this machine has what is needed."
        })
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        // That a database is gone is told in a sentence, or was the user's own wish; not by the pool of connections to
        // it.
        System.setProperty("org.slf4j.simpleLogger.log.com.zaxxer.hikari", "off");
        System.exit(run(utf8(System.out), utf8(System.err), args));
    }

    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** All commands, those of what builds on the harness among them. */
    public static CommandLine commandLine() {
        var commandLine = new CommandLine(new Main());
        ServiceLoader.load(CommandPlugin.class).forEach(plugin -> commandLine.addSubcommand(plugin.command()));
        return commandLine;
    }

    /** Runs a command, with its results and its progress going where one says; returns its exit status. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        // Settings reach those commands that are there already.
        var commandLine = commandLine();
        commandLine.setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
        commandLine.setParameterExceptionHandler((failure, arguments) -> {
            err.println("rtm: " + failure.getMessage());
            err.println("Try: " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return ExitStatus.USAGE;
        });
        // Without a command there is nothing to do but to say which there are.
        if (args.length == 0) {
            commandLine.usage(err);
            return ExitStatus.USAGE;
        }
        return commandLine.execute(args);
    }

    /** One sentence for the user; where the fault is ours, the details go to a file. */
    private static int explain(Exception failure, CommandLine command) {
        var err = command.getErr();
        return switch (failure) {
            case UsageError usage -> {
                err.println("rtm: " + usage.getMessage());
                yield ExitStatus.USAGE;
            }
            case LaunchFailure launch -> {
                err.println("rtm: " + launch.getMessage());
                yield ExitStatus.ENVIRONMENT;
            }
            default -> {
                err.println("rtm: this should not have happened: " + failure + "; " + whereDetailsAre(failure));
                yield ExitStatus.ENVIRONMENT;
            }
        };
    }

    private static String whereDetailsAre(Exception failure) {
        var details = new StringWriter();
        failure.printStackTrace(new PrintWriter(details));
        try {
            var file = OutFolder.DEFAULT.resolve("error.log");
            Files.createDirectories(OutFolder.DEFAULT);
            Files.writeString(file, details.toString());
            return "details are in " + file;
        } catch (IOException e) {
            return "and its details could not be written to " + OutFolder.DEFAULT;
        }
    }
}
