package rtmlab.harness.soak;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What a soak does.
 *
 * @param duration of the load; it rises to its rate for {@link #rampUp}, and only then are there kills
 * @param perSecond messages, whatever becomes of them: an open loop
 * @param seed of who is killed when
 * @param betweenKills on average, from the moment that what was killed serves again
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

    private static final Duration LONGEST_RAMP_UP = Duration.ofMinutes(1);

    public SoakPlan {
        if (perSecond < 1 || members < 1 || channels < 1) {
            throw new IllegalArgumentException("a soak has at least one member, one channel and one message a second");
        }
    }

    /** How long the rate rises: processes that have just started cannot do at once what warm ones can. */
    public Duration rampUp() {
        var half = duration.dividedBy(2);
        return half.compareTo(LONGEST_RAMP_UP) < 0 ? half : LONGEST_RAMP_UP;
    }

    /** The pause before the next kill: between half of the average and one and a half of it. */
    Duration pause(RandomGenerator random) {
        var average = betweenKills.toMillis();
        return Duration.ofMillis(average / 2 + random.nextLong(average + 1));
    }

    /** 200 messages a second, of 5 members in 8 channels, and 10 s from one kill overcome to the next. */
    public static SoakPlan of(Duration duration) {
        return new SoakPlan(duration, 200, 1, 5, 8, Duration.ofSeconds(10), true);
    }
}
