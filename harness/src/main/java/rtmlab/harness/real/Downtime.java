package rtmlab.harness.real;

import java.time.Duration;
import java.util.List;
import rtmlab.backends.deploy.Deployment;
import rtmlab.backends.launch.Server;
import rtmlab.protocol.NodeName;

/** Takes nodes and servers of a deployment down, or has them stand still, for so long; returns when they serve again. */
public record Downtime(Deployment deployment) {

    /** By SIGKILL; for no time at all, they are started again at once. */
    public void kill(List<NodeName> nodes, Duration duration) throws InterruptedException {
        nodes.forEach(deployment::kill);
        Thread.sleep(duration);
        serveAgain(nodes);
    }

    /** As {@link #kill(List, Duration)}, with the data that the server has left. */
    public void kill(Server server, Duration duration) throws InterruptedException {
        server.kill();
        Thread.sleep(duration);
        server.restart();
    }

    /** In good order, by SIGTERM, as a deployment does; they are started again at once. */
    public void stop(List<NodeName> nodes) {
        nodes.forEach(deployment::stop);
        serveAgain(nodes);
    }

    private void serveAgain(List<NodeName> nodes) {
        nodes.forEach(deployment::restart);
        deployment.awaitReady();
    }

    /** By SIGSTOP and SIGCONT. */
    public void pause(List<NodeName> nodes, Duration duration) throws InterruptedException {
        nodes.forEach(deployment::pause);
        Thread.sleep(duration);
        nodes.forEach(deployment::resume);
    }

    /** As {@link #pause(List, Duration)}. */
    public void pause(Server server, Duration duration) throws InterruptedException {
        server.pause();
        Thread.sleep(duration);
        server.resume();
    }
}
