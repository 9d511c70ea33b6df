package rtmlab.harness.cli;

import java.util.List;
import java.util.stream.Collectors;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Bootstrap;
import rtmlab.protocol.variant.Variants;

/** The architectures that are on the class path, alone or with a bootstrap, by what the user calls them. */
final class Architectures {

    private Architectures() {}

    static List<Architecture> all() {
        return Variants.architectures();
    }

    static Architecture named(String name) {
        return Variants.named(name)
                .orElseThrow(() -> new UsageError("there is no architecture \"" + name + "\": choose one of "
                        + all().stream().map(Architecture::name).collect(Collectors.joining(", "))
                        + ", alone or with a bootstrap, as in initial+flannel; the bootstraps are "
                        + Variants.bootstraps().stream().map(Bootstrap::name).collect(Collectors.joining(", "))));
    }
}
