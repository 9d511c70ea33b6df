package rtmlab.harness.cli;

import java.io.PrintWriter;
import rtmlab.backends.deploy.Deployment;
import rtmlab.backends.launch.EmbeddedServers;

/** Ends the command with one sentence when a server or a node dies under it: no verdict after that would be worth anything. */
final class Watch {

    private Watch() {}

    static void over(EmbeddedServers servers, PrintWriter err) {
        servers.onDeath(sentence -> end(sentence, err));
    }

    static void over(Deployment deployment, PrintWriter err) {
        deployment.onDeath(sentence -> end(sentence, err));
    }

    private static void end(String sentence, PrintWriter err) {
        err.println("rtm: " + sentence);
        err.flush();
        // Children end when this process does, whichever way.
        Runtime.getRuntime().halt(ExitStatus.ENVIRONMENT);
    }
}
