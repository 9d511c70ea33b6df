package rtmlab.protocol.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import rtmlab.protocol.ChannelId;

/** One connection's right to say that somebody is typing: once in three seconds per channel (Slack's API documentation). */
public final class TypingLimit {

    public static final Duration PAUSE = Duration.ofSeconds(3);

    private final Map<ChannelId, Instant> latest = new HashMap<>();

    /** Whether this one is passed on; what comes too soon is dropped without a word. */
    public boolean allows(ChannelId channel, Instant now) {
        var before = latest.get(channel);
        if (before != null && now.isBefore(before.plus(PAUSE))) {
            return false;
        }
        latest.put(channel, now);
        return true;
    }
}
