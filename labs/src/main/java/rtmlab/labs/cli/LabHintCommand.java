package rtmlab.labs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.harness.cli.ExitStatus;
import rtmlab.harness.cli.UsageError;
import rtmlab.labs.project.LabFolder;

/** {@code ./rtm lab hint N [TIER]}: one hint, which says no more than was asked for. */
@Command(name = "hint", description = "Gives a hint; a higher tier says more.", mixinStandardHelpOptions = true)
final class LabHintCommand implements Callable<Integer> {

    @Mixin
    private LabNumber number = new LabNumber();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TIER",
            defaultValue = "1",
            description = "from 1 on (default: ${DEFAULT-VALUE})")
    private int tier;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var lab = number.lab();
        var hints = LabFolder.of(lab, LabFolder.kit()).hints();
        if (tier < 1 || tier > hints.size()) {
            throw new UsageError("lab " + lab.number() + " has hints 1 to " + hints.size() + ", not " + tier);
        }
        var results = spec.commandLine().getOut();
        var hint = hints.get(tier - 1);
        if (json) {
            results.println(new ObjectMapper()
                    .createObjectNode()
                    .put("lab", lab.number())
                    .put("tier", tier)
                    .put("tiers", hints.size())
                    .put("hint", hint));
        } else {
            results.println(hint);
            if (tier < hints.size()) {
                results.printf("%nThe next one says more: ./rtm lab hint %d %d%n", lab.number(), tier + 1);
            }
        }
        results.flush();
        return ExitStatus.AS_DOCUMENTED;
    }
}
