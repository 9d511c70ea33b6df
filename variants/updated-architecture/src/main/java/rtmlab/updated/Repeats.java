package rtmlab.updated;

import java.time.Duration;
import java.util.Optional;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.KeyValues;
import rtmlab.protocol.variant.Mechanisms;

/**
 * The fast check for a client's retry: Redis remembers which ids were posted, and where.
 *
 * <p>It saves work and decides nothing: Redis may forget, or be away. A repeat that gets past it is recognised by those
 * who read the log, where it has a later place than the first.
 */
final class Repeats {

    private static final Duration MEMORY = Duration.ofHours(1);

    private final KeyValues redis;
    private final boolean on;

    Repeats(KeyValues redis, Mechanisms on) {
        this.redis = redis;
        this.on = on.has(UpdatedArchitecture.CLIENT_MESSAGE_ID);
    }

    /** Where this post was put before, if it was and Redis remembers. */
    Optional<Ts> placeOf(Post post) {
        if (!on) {
            return Optional.empty();
        }
        try {
            return redis.get(key(post)).map(Ts::parse);
        } catch (CallFailed _) {
            return Optional.empty();
        }
    }

    void remember(Post post, Ts place) {
        if (!on) {
            return;
        }
        try {
            redis.set(key(post), place.toString(), MEMORY);
        } catch (CallFailed _) {
            // Forgotten, then: the log's readers will recognise a repeat.
        }
    }

    private static String key(Post post) {
        return "posted:" + PostKey.of(post);
    }
}
