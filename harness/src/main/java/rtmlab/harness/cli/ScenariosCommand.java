package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.harness.scenario.Builtins;
import rtmlab.harness.scenario.Spelling;

/** {@code ./rtm scenarios}: which scenarios come along, and what they say. */
@Command(
        name = "scenarios",
        description =
                "Lists the scenarios that come along; ./rtm run NAME runs one, docs/scenarios.md tells the format.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0, or 2 for bad usage or a name that there is not."})
public final class ScenariosCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() {
        var results = spec.commandLine().getOut();
        var all = Builtins.all();
        if (json) {
            var root = JSON.createObjectNode();
            var scenarios = root.putArray("scenarios");
            for (var scenario : all) {
                var entry = scenarios.addObject().put("name", scenario.name()).put("about", scenario.about());
                var variants = entry.putArray("variants");
                scenario.expectations().keySet().forEach(variants::add);
                entry.put("runsOnRealProcesses", scenario.whyOnlySimulated().isEmpty());
            }
            results.println(root);
        } else {
            var width = all.stream()
                    .mapToInt(scenario -> scenario.name().length())
                    .max()
                    .orElse(0);
            all.forEach(scenario -> results.println(Columns.of(scenario.name(), width) + scenario.about()));
        }
        results.flush();
        return ExitStatus.AS_DOCUMENTED;
    }

    /** Prints the YAML of one, to read or to begin another one from. */
    @Command(
            name = "show",
            description = "Prints a scenario's YAML, to read it, or to begin one of your own from.",
            mixinStandardHelpOptions = true,
            footer = {"", "Exit status: 0, or 2 for a name that there is not."})
    int show(@Parameters(paramLabel = "NAME", description = "as ./rtm scenarios lists it") String name) {
        var yaml = Builtins.yaml(name)
                .orElseThrow(() -> new UsageError(
                        "there is no scenario \"" + name + "\"" + Spelling.hint(name, Builtins.names())));
        spec.commandLine().getOut().print(yaml);
        spec.commandLine().getOut().flush();
        return ExitStatus.AS_DOCUMENTED;
    }
}
