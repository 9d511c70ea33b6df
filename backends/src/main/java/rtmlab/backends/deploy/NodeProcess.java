package rtmlab.backends.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import rtmlab.backends.launch.ChildJvm;
import rtmlab.backends.launch.ChildSpec;
import rtmlab.backends.runtime.AddressBook;
import rtmlab.backends.runtime.AddressBook.Address;
import rtmlab.backends.runtime.Disturbances.State;
import rtmlab.backends.runtime.NodeSecret;
import rtmlab.protocol.port.CrashPoint;

/** A node's process, as its parent sees it. */
final class NodeProcess implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration OBEYS_WITHIN = Duration.ofSeconds(10);

    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms24m",
            "-Xmx256m",
            "-Xss512k",
            // It tells of every client that sends nonsense, at length.
            "-Dorg.slf4j.simpleLogger.log.org.java_websocket=off");

    private final ChildJvm child;
    private volatile boolean deathIsNoNews;
    private volatile boolean paused;
    private volatile String lastWords = "";

    /** What disturbances have touched, and how often the node looked at its clock. */
    record Counted(long touched, long clockReads) {}

    /** What a node tells on its own account. */
    interface News {

        /** It listens there; the ports may become more. */
        void serving(Address address);

        void struck(CrashPoint point);
    }

    /** @param classes jars that come after this process's class path */
    NodeProcess(NodeSpec spec, List<Path> classes, NodeSecret secret, Path logs, Path aotCaches, News news) {
        var childSpec = childSpec(spec, logs)
                .withMoreJars(classes)
                .withAotCacheIn(aotCaches)
                .withEnvironment(Map.of(NodeSpec.VARIABLE, spec.toJson(), NodeSecret.VARIABLE, secret.value()));
        this.child = ChildJvm.start(childSpec, line -> hear(line, news));
    }

    static ChildSpec childSpec(NodeSpec spec, Path logs) {
        return ChildSpec.of(spec.node(), NodeMain.class, logs)
                .withEnvironment(Map.of(NodeSpec.VARIABLE, spec.toJson()))
                .withJvmOptions(JVM_OPTIONS);
    }

    /** Where it can be reached, once it can. */
    Address awaitReady() {
        return Peers.address(child.awaitReady(READY_WITHIN));
    }

    /** Tells the node where the others are. Does not wait: who has no address yet is waited for by those who call. */
    synchronized void tell(AddressBook book) {
        child.send(NodeMain.PEERS + Peers.line(book));
    }

    void arm(CrashPoint point) {
        ask(NodeMain.ARM + NodeMain.line(point));
    }

    void disarm() {
        askUnlessPaused(NodeMain.DISARM);
    }

    void disarm(CrashPoint point) {
        askUnlessPaused(NodeMain.DISARM_ONE + NodeMain.line(point));
    }

    /** One that stands still hears it before all else that it hears when it goes on. */
    private void askUnlessPaused(String command) {
        if (paused) {
            child.send(command);
        } else {
            ask(command);
        }
    }

    void disturb(State state) {
        ask(NodeMain.DISTURB + state.line());
    }

    Counted count() {
        var line = child.ask(NodeMain.COUNT, said -> said.startsWith(NodeMain.COUNTED), OBEYS_WITHIN);
        var numbers = line.substring(NodeMain.COUNTED.length()).split(" ", -1);
        return new Counted(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }

    void kill() {
        deathIsNoNews = true;
        child.kill();
    }

    /** Asks it to end in good order. */
    void stop() {
        deathIsNoNews = true;
        child.stop(NodeMain.DRAINS_WITHIN.plusSeconds(1));
    }

    void pause() {
        child.pause();
        paused = true;
    }

    void resume() {
        paused = false;
        child.resume();
    }

    /** To be started anew: the node is expected to die. */
    void awaitDeath() {
        deathIsNoNews = true;
        child.onExit().orTimeout(OBEYS_WITHIN.toSeconds(), TimeUnit.SECONDS).join();
    }

    boolean isAlive() {
        return child.isAlive();
    }

    List<ProcessHandle> processes() {
        return child.processes();
    }

    /** Runs this, with a sentence about it, when the process has died and nobody crashed, killed or closed it. */
    void onUnexpectedDeath(Consumer<String> listener) {
        var _ = child.onExit().thenAccept(status -> {
            if (!deathIsNoNews && status != NodeMain.CRASHED) {
                var why = lastWords.isEmpty() ? "exit status " + status : lastWords;
                listener.accept(child.name() + " died during the run (" + why + "); its log is " + child.log());
            }
        });
    }

    @Override
    public void close() {
        deathIsNoNews = true;
        child.close();
    }

    private void ask(String command) {
        child.ask(command, command::equals, OBEYS_WITHIN);
    }

    private void hear(String line, News news) {
        // On a thread of its own: whoever hears the news may have something to ask of this very node.
        if (line.startsWith(NodeMain.STRUCK)) {
            var point = NodeMain.parse(line.substring(NodeMain.STRUCK.length()));
            Thread.ofVirtual().start(() -> news.struck(point));
        } else if (line.startsWith(NodeMain.SERVING)) {
            var address = Peers.address(line.substring(NodeMain.SERVING.length()));
            Thread.ofVirtual().start(() -> news.serving(address));
        } else if (line.startsWith(NodeMain.ENDED)) {
            lastWords = line.substring(NodeMain.ENDED.length());
        }
    }
}
