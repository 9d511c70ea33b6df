package rtmlab.harness.soak;

import java.time.Duration;

/**
 * What a soak does.
 *
 * @param duration of the load; it rises to its rate for half a minute, and only then are there kills
 * @param perSecond messages, whatever becomes of them: an open loop
 * @param seed of who is killed when
 * @param betweenKills on average
 * @param killsServers whether Kafka, Redis and PostgreSQL are killed, too
 */
public record SoakPlan(
        Duration duration,
        int perSecond,
        long seed,
        int members,
        int channels,
        Duration betweenKills,
        boolean killsServers) {

    public SoakPlan {
        if (perSecond < 1 || members < 1 || channels < 1) {
            throw new IllegalArgumentException("a soak has at least one member, one channel and one message a second");
        }
    }

    /** 200 messages a second, of 5 members in 8 channels, and a kill every 5 s. */
    public static SoakPlan of(Duration duration) {
        return new SoakPlan(duration, 200, 1, 5, 8, Duration.ofSeconds(5), true);
    }
}
