package rtmlab.labs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.harness.cli.ExitStatus;
import rtmlab.labs.Labs;

/** {@code ./rtm lab list}: which labs there are. */
@Command(name = "list", description = "Lists the labs.", mixinStandardHelpOptions = true)
final class LabListCommand implements Callable<Integer> {

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() {
        var results = spec.commandLine().getOut();
        if (json) {
            var root = new ObjectMapper().createObjectNode();
            var labs = root.putArray("labs");
            Labs.all()
                    .forEach(lab -> labs.addObject()
                            .put("number", lab.number())
                            .put("topic", lab.topic())
                            .put("summary", lab.summary()));
            results.println(root);
        } else {
            Labs.all()
                    .forEach(lab -> results.printf(
                            "%02d  %-24s %s%n", lab.number(), lab.topic().replace('-', ' '), lab.summary()));
        }
        results.flush();
        return ExitStatus.AS_DOCUMENTED;
    }
}
