package lab;

import java.util.List;
import rtmlab.labs.api.CrashSchedule;

/** The second crash does nothing for the lie. */
public final class Schedule implements CrashSchedule {

    @Override
    public List<String> lostAfterTheAck() {
        return List.of("crash before channel-server-1: http POST web-app /internal/messages #7", "crash before worker-1: search index #1");
    }

    @Override
    public List<String> storedTwice() {
        return List.of("crash after channel-server-1: http POST web-app /internal/messages #7");
    }
}
