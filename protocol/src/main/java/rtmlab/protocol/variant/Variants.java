package rtmlab.protocol.variant;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The architectures and bootstraps that are on the class path. */
public final class Variants {

    private static final String AND = "+";

    private Variants() {}

    /** All architectures, by name. */
    public static List<Architecture> architectures() {
        return ServiceLoader.load(Architecture.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Architecture::name))
                .toList();
    }

    /** All bootstraps, by name. */
    public static List<Bootstrap> bootstraps() {
        return ServiceLoader.load(Bootstrap.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Bootstrap::name))
                .toList();
    }

    /** How an architecture with a bootstrap is called. */
    public static String nameOf(Architecture architecture, Bootstrap bootstrap) {
        return architecture.name() + AND + bootstrap.name();
    }

    /** The architecture of this name, such as {@code initial}, or with a bootstrap, such as {@code initial+flannel}. */
    public static Optional<Architecture> named(String name) {
        var candidates = new ArrayList<Architecture>(architectures());
        for (var architecture : architectures()) {
            bootstraps().forEach(bootstrap -> candidates.add(bootstrap.into(architecture)));
        }
        return candidates.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
    }
}
