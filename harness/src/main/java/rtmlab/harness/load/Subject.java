package rtmlab.harness.load;

import java.util.List;
import rtmlab.harness.load.LoadFigures.Flight;

/** What is put under load. */
public interface Subject extends AutoCloseable {

    String name();

    /** To how many members each message is shown; 0 where nobody looks on. */
    int members();

    /** Sends a message, and does not wait; the flight is told what becomes of it. */
    void send(long number, Flight flight);

    /** Whether it is known of every message what became of it. */
    boolean isCalm();

    /** The processes that do the work. */
    List<ProcessHandle> processes();

    @Override
    void close();
}
