package rtmlab.harness.cli;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import rtmlab.protocol.variant.Architecture;

/** The architectures that are on the class path. */
final class Architectures {

    private Architectures() {}

    static List<Architecture> all() {
        return ServiceLoader.load(Architecture.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Architecture::name))
                .toList();
    }

    static Architecture named(String name) {
        return all().stream()
                .filter(architecture -> architecture.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageError("there is no architecture \"" + name + "\": choose one of "
                        + all().stream().map(Architecture::name).collect(Collectors.joining(", "))));
    }
}
