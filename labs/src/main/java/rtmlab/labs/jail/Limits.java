package rtmlab.labs.jail;

import java.time.Duration;

/**
 * What a jailed process may use.
 *
 * @param compiling from its start until the sources are compiled
 * @param test for one test; far more than any needs, so that a busy machine fails nobody
 */
public record Limits(Duration compiling, Duration test, int heapMegabytes, int cpuSeconds, int fileMegabytes) {

    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(60), 384, 120, 8);

    public Limits withTest(Duration test) {
        return new Limits(compiling, test, heapMegabytes, cpuSeconds, fileMegabytes);
    }
}
