package rtmlab.backends.runtime;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** A node's threads, all virtual: they end with it. */
public final class Tasks implements AutoCloseable {

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /** Runs this on a thread of its own; does nothing once the node is closed. */
    public void start(String name, Runnable task) {
        try {
            executor.execute(() -> {
                Thread.currentThread().setName(name);
                task.run();
            });
        } catch (RejectedExecutionException _) {
            // The node has ended, and with it everything that it might still have done.
        }
    }

    /** Interrupts all of them; does not wait. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
