package rtmlab.protocol.shared;

import java.time.Duration;
import java.util.function.Supplier;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Clock;

/** Repeats a call until it succeeds: for calls that may take effect twice without harm. */
public final class UntilDone {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Clock clock;

    public UntilDone(Clock clock) {
        this.clock = clock;
    }

    public <T> T get(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (CallFailed _) {
                clock.sleep(PAUSE);
            }
        }
    }

    public void run(Runnable call) {
        get(() -> {
            call.run();
            return true;
        });
    }
}
