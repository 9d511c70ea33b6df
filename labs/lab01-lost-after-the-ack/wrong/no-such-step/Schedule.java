package lab;

import java.util.List;
import rtmlab.labs.api.CrashSchedule;

/** The channel server has no store. */
public final class Schedule implements CrashSchedule {

    @Override
    public List<String> lostAfterTheAck() {
        return List.of("crash after channel-server-1: store insert #1");
    }

    @Override
    public List<String> storedTwice() {
        return List.of("crash after channel-server-1: http POST web-app /internal/messages #7");
    }
}
