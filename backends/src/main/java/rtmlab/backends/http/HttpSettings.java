package rtmlab.backends.http;

import java.time.Duration;

/**
 * How a node asks and answers.
 *
 * @param port where to answer if it is free; 0 for any free port
 * @param timeout how long a call may take in all, also waiting for the other node's address
 * @param slowestRequest how long a request may take to come in, from its first byte to its last
 * @param limits how often users' clients may ask
 */
public record HttpSettings(int port, Duration timeout, Duration slowestRequest, RateLimits limits) {

    public HttpSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a call needs some time, not " + timeout);
        }
    }

    public static HttpSettings defaults() {
        return new HttpSettings(0, Duration.ofSeconds(2), Duration.ofSeconds(15), RateLimits.NONE);
    }

    public HttpSettings withPort(int port) {
        return new HttpSettings(port, timeout, slowestRequest, limits);
    }

    public HttpSettings withTimeout(Duration timeout) {
        return new HttpSettings(port, timeout, slowestRequest, limits);
    }

    public HttpSettings withSlowestRequest(Duration slowestRequest) {
        return new HttpSettings(port, timeout, slowestRequest, limits);
    }

    public HttpSettings withLimits(RateLimits limits) {
        return new HttpSettings(port, timeout, slowestRequest, limits);
    }
}
