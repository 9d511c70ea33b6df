package rtmlab.backends.launch;

/** One server of a run: it can be killed, paused and started anew where it was, with the data that it has left. */
public interface Server {

    /** As people call it: Kafka, Redis, PostgreSQL. */
    String title();

    boolean isAlive();

    /** SIGKILL; returns when the server is gone. */
    void kill();

    /** SIGSTOP, until {@link #resume}; not on Windows. */
    void pause();

    void resume();

    /** Starts the server with the data and the ports that it had, and waits until it answers; stops it before, where it runs. */
    void restart();
}
