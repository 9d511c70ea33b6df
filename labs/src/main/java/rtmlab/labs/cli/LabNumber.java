package rtmlab.labs.cli;

import picocli.CommandLine.Parameters;
import rtmlab.harness.cli.UsageError;
import rtmlab.labs.Lab;
import rtmlab.labs.Labs;

/** The lab that a command is about. */
final class LabNumber {

    @Parameters(index = "0", paramLabel = "N", description = "the lab's number, as ./rtm lab list shows it")
    private int number;

    /** Throws {@link UsageError} when there is no such lab. */
    Lab lab() {
        try {
            return Labs.numbered(number);
        } catch (IllegalArgumentException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        }
    }
}
