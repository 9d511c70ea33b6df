package rtmlab.harness.cli;

import java.util.List;
import picocli.CommandLine.Option;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;

/** Which mechanisms of an architecture a command has on: those that are by default, and what it is told. */
public final class Switches {

    @Option(names = "--without", paramLabel = "MECHANISM", split = ",", description = "switch a mechanism off")
    private List<String> without = List.of();

    @Option(
            names = "--with",
            paramLabel = "MECHANISM",
            split = ",",
            description = "switch a mechanism on, or choose, as in DURABLE_STEP=database")
    private List<String> with = List.of();

    /** Throws {@link UsageError} for a mechanism that the architecture lacks. */
    Mechanisms of(Architecture architecture) {
        try {
            return Mechanisms.defaultsOf(architecture).with(architecture, with).without(architecture, without);
        } catch (IllegalArgumentException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        }
    }

    /** Whether something is off that is on by default: then promises may break. */
    boolean takesAway(Architecture architecture) {
        return !of(architecture)
                .names()
                .containsAll(Mechanisms.defaultsOf(architecture).names());
    }
}
