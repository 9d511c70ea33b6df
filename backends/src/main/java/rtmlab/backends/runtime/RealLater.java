package rtmlab.backends.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import rtmlab.protocol.port.Later;

/** A value that comes later, waited for outside the node's lock. */
final class RealLater<T> implements Later<T> {

    private final Monitor monitor;
    private final CompletableFuture<T> value = new CompletableFuture<>();

    RealLater(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Optional<T> await(Duration limit) {
        return monitor.giveWayTo(() -> {
            try {
                return Optional.of(value.get(limit.toNanos(), TimeUnit.NANOSECONDS));
            } catch (TimeoutException _) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void complete(T brought) {
        value.complete(brought);
    }
}
