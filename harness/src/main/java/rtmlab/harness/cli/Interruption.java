package rtmlab.harness.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C while something is being searched for: the search is told, and its answer is still printed. */
final class Interruption implements AutoCloseable {
    // A search looks at this every few milliseconds; whoever presses Ctrl-C does not want to wait long.
    private static final long LONGEST_GOODBYE_SECONDS = 5;

    private final CountDownLatch answered = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "interruption");
    private volatile boolean happened;

    private Interruption() {}

    static Interruption watch() {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    boolean happened() {
        return happened;
    }

    private void interrupt() {
        happened = true;
        try {
            if (answered.await(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                // What was cut short is undecided.
                Runtime.getRuntime().halt(ExitStatus.NOT_AS_DOCUMENTED);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        answered.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The hook is running.
        }
    }
}
