package rtmlab.updated;

import java.time.Duration;
import java.util.Optional;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.KeyValues;

/** What a web app's {@link RetryPath} reaches: Redis, and the way of all posts. */
final class RetryPorts implements RetryPath.Ports {

    private static final Duration MEMORY = Duration.ofHours(1);

    private final KeyValues redis;
    private final DurableStep durableStep;

    RetryPorts(KeyValues redis, DurableStep durableStep) {
        this.redis = redis;
        this.durableStep = durableStep;
    }

    @Override
    public Optional<String> recall(Post post) {
        return redis.get(key(post));
    }

    @Override
    public void remember(Post post, String note) {
        redis.set(key(post), note, MEMORY);
    }

    @Override
    public Message send(Post post) {
        return post.at(durableStep.take(post));
    }

    @Override
    public Message messageAt(Post repeat, Ts place) {
        return durableStep.messageAt(repeat, place);
    }

    private static String key(Post post) {
        return "posted:" + PostKey.of(post);
    }
}
