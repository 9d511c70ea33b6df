package lab;

import java.util.List;
import rtmlab.labs.api.CrashSchedule;

/** What goes wrong, and where; task.txt has your message, and the steps that there are. */
public final class Schedule implements CrashSchedule {

    @Override
    public List<String> lostAfterTheAck() {
        return List.of(); // Such as "crash before channel-server-1: socket send reply #1".
    }

    @Override
    public List<String> storedTwice() {
        return List.of();
    }
}
