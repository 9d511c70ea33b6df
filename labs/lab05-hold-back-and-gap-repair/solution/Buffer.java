package lab;

import java.time.Duration;
import java.util.function.Supplier;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.NotDone;
import rtmlab.updated.ReleaseBuffer;

/** A hold-back queue that holds nothing: the log holds it. */
public final class Buffer implements ReleaseBuffer {

    /** So long may a push be on its way. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private static final int BATCH = 100;

    private final Ports ports;

    /** Everything before this offset is released. */
    private long next;

    public Buffer(Ports ports) {
        this.ports = ports;
    }

    @Override
    public void start() {
        var end = untilDone(ports::end);
        while (next < end) {
            untilDone(() -> ports.read(next, BATCH)).forEach(this::offer);
        }
        ports.spawn("follow", this::follow);
    }

    /** What is in the log for so long was not pushed, and will not be, or too late. */
    private void follow() {
        while (true) {
            untilDone(() -> {
                ports.awaitRecord(next);
                return true;
            });
            ports.sleep(GRACE);
            untilDone(() -> ports.read(next, BATCH)).forEach(this::offer);
        }
    }

    @Override
    public void push(LogRecord record) {
        while (next < record.offset()) {
            var missing = ports.read(next, BATCH);
            if (missing.isEmpty()) {
                throw new NotDone("the log lacks what comes before");
            }
            missing.forEach(this::offer);
        }
        offer(record);
    }

    /** Whoever waits may find the world changed: whose turn it is is asked here, where nothing waits. */
    private void offer(LogRecord record) {
        if (record.offset() == next) {
            next++;
            ports.release(record);
        }
    }

    private <T> T untilDone(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (CallFailed _) {
                ports.sleep(GRACE);
            }
        }
    }
}
