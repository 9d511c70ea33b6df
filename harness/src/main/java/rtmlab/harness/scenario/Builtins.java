package rtmlab.harness.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The scenarios that come along: one for everything that the pages in docs tell. */
public final class Builtins {

    private static final String FOLDER = "/rtmlab/harness/scenarios/";

    private Builtins() {}

    /** Their names, in the order in which they are best read. */
    public static List<String> names() {
        return resource("index")
                .orElseThrow()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** The YAML of the one with this name. */
    public static Optional<String> yaml(String name) {
        return names().contains(name) ? resource(name + ".yaml") : Optional.empty();
    }

    public static Optional<Scenario> named(String name) {
        return yaml(name).map(text -> ScenarioReader.read(name + ".yaml", text));
    }

    public static List<Scenario> all() {
        return names().stream().map(name -> named(name).orElseThrow()).toList();
    }

    private static Optional<String> resource(String file) {
        try (var in = Builtins.class.getResourceAsStream(FOLDER + file)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the scenario " + file + " cannot be read", e);
        }
    }
}
