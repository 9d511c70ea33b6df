package rtmlab.labs.jail;

import java.time.Duration;

/**
 * What a jailed process may use.
 *
 * <p>What is limited is the processor time that it takes itself, so that a busy machine fails nobody.
 *
 * @param compiling processor time from its start until the sources are compiled
 * @param test processor time for one test; far more than any needs
 * @param patience how long the next answer may take by the clock on the wall: against what sleeps for ever
 * @param cpuSeconds processor time of one process in all, kept by the operating system
 */
public record Limits(
        Duration compiling, Duration test, Duration patience, int heapMegabytes, int cpuSeconds, int fileMegabytes) {

    public static final Limits DEFAULT =
            new Limits(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(10), 384, 600, 8);

    public Limits withTest(Duration test) {
        return new Limits(compiling, test, patience, heapMegabytes, cpuSeconds, fileMegabytes);
    }
}
