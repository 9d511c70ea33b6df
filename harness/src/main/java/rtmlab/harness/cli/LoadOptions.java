package rtmlab.harness.cli;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rtmlab.protocol.variant.Architecture;

/** Which architectures are put under which load. */
final class LoadOptions {

    @Parameters(paramLabel = "ARCHITECTURE", arity = "0..*", description = "which to measure (default: all)")
    private List<String> names = List.of();

    @Option(names = "--rate", paramLabel = "R", description = "messages a second (default: ${DEFAULT-VALUE})")
    private int perSecond = 100;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "measured, after a warm-up (default: ${DEFAULT-VALUE})")
    private int seconds = 10;

    @Option(names = "--bytes", paramLabel = "N", description = "of text in a message (default: ${DEFAULT-VALUE})")
    private int textBytes = 100;

    @Option(names = "--no-climb", description = "leave out the search for the highest rate")
    private boolean noClimb;

    /** Throws a {@link UsageError} that names what is out of its range. */
    void requireSense() {
        Numbers.require("--rate", perSecond, 1, 100_000);
        Numbers.require("--seconds", seconds, 1, 3_600);
        Numbers.require("--bytes", textBytes, 16, 4_000);
    }

    List<Architecture> architectures() {
        return names.isEmpty()
                ? Architectures.all()
                : names.stream().map(Architectures::named).toList();
    }

    int perSecond() {
        return perSecond;
    }

    Duration duration() {
        return Duration.ofSeconds(seconds);
    }

    int textBytes() {
        return textBytes;
    }

    boolean climbs() {
        return !noClimb;
    }
}
