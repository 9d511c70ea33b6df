package rtmlab.harness.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.backends.launch.ServerGroup;
import rtmlab.harness.load.News;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.Regions;
import rtmlab.protocol.variant.Mechanisms;

/** What every measurement of the updated architecture on real servers has: where they come from, and how it is answered. */
final class UpdatedOnRealServers {

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Mixin
    private ServerChoice choice = new ServerChoice();

    @Mixin
    private OutFolder out = new OutFolder();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    /** What is measured there. */
    interface Measurement<T> {
        T in(RealWorld world, ServerGroup servers, News news) throws Exception;
    }

    boolean isJson() {
        return json;
    }

    /** Throws a {@link UsageError} where options about servers do not go together. */
    void requireSense() {
        choice.requireSense();
    }

    /**
     * As {@link OnRealServers#run}.
     *
     * @param bench its name, which its folder has, too
     */
    <T> T measure(String bench, boolean manyStarts, Measurement<T> measurement) throws Exception {
        var architecture = Architectures.named("updated");
        var err = spec.commandLine().getErr();
        try (var news = new NewsOnStderr(err)) {
            return OnRealServers.run(
                    architecture,
                    Mechanisms.defaultsOf(architecture),
                    Regions.one(),
                    manyStarts,
                    choice,
                    out.forRunOf("bench-" + bench),
                    out.cache(),
                    err,
                    (world, servers) -> measurement.in(world, servers, news));
        }
    }
}
