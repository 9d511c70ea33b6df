package rtmlab.harness.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import rtmlab.backends.deploy.Deployment;
import rtmlab.backends.launch.ServerGroup;

/** Ends the command with one sentence when a server or a node dies under it: no verdict after that would be worth anything. */
final class Watch {

    /** Ctrl-C reaches children and parent in any order: so long a child's death may be the first sign of it. */
    private static final long SIGN_OF_SHUTDOWN_MILLIS = 500;

    private static final CountDownLatch SHUTDOWN = new CountDownLatch(1);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SHUTDOWN::countDown, "shutdown begins"));
    }

    private Watch() {}

    static void over(ServerGroup servers, PrintWriter err) {
        servers.onDeath(sentence -> end(sentence, err));
    }

    static void over(Deployment deployment, PrintWriter err) {
        deployment.onDeath(sentence -> end(sentence, err));
    }

    /** Says that a node has died and goes on: whoever runs this may want to see what comes of it. */
    static void tell(Deployment deployment, PrintWriter err) {
        deployment.onDeath(sentence -> {
            if (!isShuttingDown()) {
                err.println("rtm: " + sentence);
                err.flush();
            }
        });
    }

    static void end(String sentence, PrintWriter err) {
        if (isShuttingDown()) {
            return; // The user has ended everything, and knows.
        }
        err.println("rtm: " + sentence);
        err.flush();
        // Children end when this process does, whichever way.
        Runtime.getRuntime().halt(ExitStatus.ENVIRONMENT);
    }

    private static boolean isShuttingDown() {
        try {
            return SHUTDOWN.await(SIGN_OF_SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return true;
        }
    }
}
