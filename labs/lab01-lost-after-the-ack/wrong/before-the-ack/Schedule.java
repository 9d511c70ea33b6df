package lab;

import java.util.List;
import rtmlab.labs.api.CrashSchedule;

/** Nobody was told anything yet. */
public final class Schedule implements CrashSchedule {

    @Override
    public List<String> lostAfterTheAck() {
        return List.of("crash before channel-server-1: socket send reply #7");
    }

    @Override
    public List<String> storedTwice() {
        return List.of("crash after channel-server-1: http POST web-app /internal/messages #7");
    }
}
