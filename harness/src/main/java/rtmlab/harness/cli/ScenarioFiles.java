package rtmlab.harness.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import rtmlab.harness.scenario.Builtins;
import rtmlab.harness.scenario.Scenario;
import rtmlab.harness.scenario.ScenarioReader;
import rtmlab.harness.scenario.Spelling;

/** Scenarios by what the user calls them: a file, or one that comes along. */
final class ScenarioFiles {

    private ScenarioFiles() {}

    static List<Scenario> named(String nameOrFile) {
        if (nameOrFile.equals("all")) {
            return Builtins.all();
        }
        return List.of(Builtins.named(nameOrFile).orElseGet(() -> read(Path.of(nameOrFile))));
    }

    private static Scenario read(Path file) {
        try {
            return ScenarioReader.read(file.toString(), Files.readString(file));
        } catch (MalformedInputException _) {
            throw new UsageError(file + " is no text in UTF-8, so it is no scenario");
        } catch (IOException _) {
            throw new UsageError("there is neither a scenario nor a file called \"" + file + "\""
                    + Spelling.hint(file.toString(), Builtins.names())
                    + " (./rtm scenarios lists them)");
        }
    }
}
