package lab;

import java.util.List;
import rtmlab.labs.api.CrashSchedule;

/** The patch is made against just this crash. */
public final class Schedule implements CrashSchedule {

    @Override
    public List<String> lostAfterTheAck() {
        return List.of("crash before channel-server-1: http POST web-app /internal/messages #7");
    }

    @Override
    public List<String> storedTwice() {
        return List.of("crash before channel-server-1: http POST web-app /internal/messages #7");
    }
}
