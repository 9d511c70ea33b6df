package rtmlab.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import rtmlab.harness.experiment.Team;
import rtmlab.protocol.Regions;
import rtmlab.protocol.variant.Architecture;

/** Over which regions of the world a command spreads the nodes that it starts. */
public final class Spread {

    @Option(
            names = "--regions",
            paramLabel = "1|2|FILE",
            description =
                    "2: as the architecture has it, delays included, and every second member in each; a file: by its "
                            + "table, with lines such as \"gateway-server-2 in frankfurt\", \"bob in frankfurt\" and "
                            + "\"home to frankfurt 40 ms\" (default: ${DEFAULT-VALUE})")
    private String regions = "1";

    /** Throws {@link UsageError} for a file that cannot be read, or that is no such table. */
    Regions of(Architecture architecture) {
        return switch (regions) {
            case "1" -> Regions.one();
            case "2" -> Team.spreadOver(architecture.twoRegions());
            default -> read(Path.of(regions), architecture);
        };
    }

    private static Regions read(Path file, Architecture architecture) {
        try {
            var table = Regions.parse(Files.readString(file));
            for (var node : table.places().keySet()) {
                if (!architecture.topology().nodes().contains(node) && !Team.isName(node.value())) {
                    throw new UsageError(file + ": the " + architecture.name() + " architecture has no " + node
                            + ", and no member is called so");
                }
            }
            return table;
        } catch (IOException e) {
            throw new UsageError("--regions is 1, 2 or a file with a table of regions, and " + file
                    + " cannot be read: write one, or leave the option away");
        } catch (IllegalArgumentException e) {
            throw new UsageError(file + ", " + e.getMessage());
        }
    }
}
