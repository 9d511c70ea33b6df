package rtmlab.backends.launch.docker;

import java.nio.file.Path;
import java.time.Duration;
import rtmlab.backends.launch.ChildJvm;
import rtmlab.backends.launch.Deaths;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.backends.launch.Server;

/** A server in a container, as the parent of the child that holds it sees it. */
final class DockerServer implements Server {

    private static final Duration OBEYS_WITHIN = Duration.ofMinutes(2);

    private final String name;
    private final String title;
    private final Path log;
    private final ChildJvm holder;
    private final Deaths deaths;
    private volatile boolean alive = true;

    DockerServer(String name, String title, Path log, ChildJvm holder, Deaths deaths) {
        this.name = name;
        this.title = title;
        this.log = log;
        this.holder = holder;
        this.deaths = deaths;
    }

    String name() {
        return name;
    }

    Deaths deaths() {
        return deaths;
    }

    void died(String status) {
        alive = false;
        deaths.tell(title + " died during the run (exit status " + status + "); its last log lines are in " + log);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public boolean isAlive() {
        return alive;
    }

    @Override
    public synchronized void kill() {
        ask("kill");
        alive = false;
    }

    @Override
    public synchronized void pause() {
        ask("pause");
    }

    @Override
    public synchronized void resume() {
        ask("resume");
    }

    @Override
    public synchronized void restart() {
        ask("restart");
        alive = true;
    }

    private void ask(String verb) {
        var command = verb + " " + name;
        var trouble = ContainerHolder.TROUBLE + command;
        var answer = holder.ask(command, line -> line.equals(command) || line.startsWith(trouble), OBEYS_WITHIN);
        if (!answer.equals(command)) {
            throw new LaunchFailure(title + " did not obey: " + answer.substring(ContainerHolder.TROUBLE.length()));
        }
    }
}
