package rtmlab.checkers.linearizability;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import rtmlab.checkers.history.JepsenOperations;
import rtmlab.checkers.history.Operation;

/** Reads operations written in short: {@code 0 invoke write 1} is process 0's invocation of a write of 1. */
final class Lines {
    private Lines() {}

    static List<Operation> history(String lines) {
        try {
            return JepsenOperations.read(
                    new StringReader(lines.lines().map(Lines::edn).collect(Collectors.joining("\n"))));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String edn(String line) {
        var words = line.strip().split(" +", 4);
        return "{:process " + words[0] + " :type :" + words[1] + " :f :" + words[2] + " :value "
                + (words.length > 3 ? words[3] : "nil") + "}";
    }
}
