package rtmlab.harness.cli;

import java.io.PrintWriter;
import rtmlab.backends.launch.EmbeddedServers;

/** Ends the command with one sentence when a server dies under it: no verdict after that would be worth anything. */
final class Watch {

    private Watch() {}

    static void over(EmbeddedServers servers, PrintWriter err) {
        servers.onDeath(sentence -> {
            err.println("rtm: " + sentence);
            err.flush();
            // Children end when this process does, whichever way.
            Runtime.getRuntime().halt(ExitStatus.ENVIRONMENT);
        });
    }
}
