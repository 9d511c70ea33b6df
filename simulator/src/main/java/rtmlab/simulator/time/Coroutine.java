package rtmlab.simulator.time;

/**
 * Blocking code that is left at a wait and gone on with later, one piece at a time.
 *
 * <p>It is a JDK continuation where the JVM was started with {@code --add-exports
 * java.base/jdk.internal.vm=ALL-UNNAMED}: going on with one and leaving it again takes about 80 ns, and one that nobody
 * goes on with is garbage like any other. Elsewhere, or with {@code -Drtmlab.simulator.threads=true}, it is a virtual
 * thread that hands control to and fro: the same runs with the same results, several times slower.
 */
abstract sealed class Coroutine permits ContinuationCoroutine, ThreadCoroutine {

    private static final boolean FAST = !Boolean.getBoolean("rtmlab.simulator.threads") && areContinuationsLent();

    static Coroutine of(Runnable body) {
        return FAST ? new ContinuationCoroutine(body) : new ThreadCoroutine(body);
    }

    /** Whether this JVM lends its continuations. */
    static boolean isFast() {
        return FAST;
    }

    /** Goes on with the body until it next suspends itself or ends. Called from outside. */
    abstract void resume();

    /** Leaves the body until the next {@link #resume}; never returns once it is abandoned. Called by the body. */
    abstract void suspend();

    /** Nobody will go on with the suspended body: frees what it holds. Called from outside. */
    abstract void abandon();

    private static boolean areContinuationsLent() {
        try {
            return ContinuationCoroutine.isAvailable();
        } catch (ExceptionInInitializerError _) {
            return false;
        }
    }
}
