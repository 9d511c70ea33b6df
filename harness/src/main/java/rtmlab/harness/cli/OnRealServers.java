package rtmlab.harness.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import rtmlab.backends.launch.ServerGroup;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.Regions;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;

/** An architecture on real processes and servers, for as long as one command needs them. */
final class OnRealServers {

    /** What is done there. */
    interface Work<T> {
        T in(RealWorld world, ServerGroup servers) throws Exception;
    }

    private OnRealServers() {}

    /**
     * Starts everything, does the work, and ends everything.
     *
     * @param manyStarts whether nodes are going to be killed, so that it pays to make their starts faster first
     */
    static <T> T run(
            Architecture architecture,
            Mechanisms mechanisms,
            Regions regions,
            boolean manyStarts,
            ServerChoice choice,
            Path folder,
            Path cache,
            PrintWriter err,
            Work<T> work)
            throws Exception {
        say(
                err,
                choice.announcement() + ", and "
                        + architecture.topology().nodes().size() + " nodes …");
        try (var servers = choice.start(folder.resolve("servers"), cache, err)) {
            Watch.over(servers, err);
            if (manyStarts && !RealWorld.shortenStarts(servers.addresses(), folder, cache)) {
                say(err, "Nodes will start no faster than usual: nothing could be recorded for that.");
            }
            try (var world = new RealWorld(
                    architecture, mechanisms, regions, servers.addresses(), folder, cache, Map.of(), Map.of())) {
                Watch.over(world.deployment(), err);
                return work.in(world, servers);
            }
        }
    }

    static void say(PrintWriter err, String sentence) {
        err.println(sentence);
        err.flush();
    }
}
