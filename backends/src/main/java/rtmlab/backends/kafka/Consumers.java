package rtmlab.backends.kafka;

import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/** What is done alike with all of our consumers. */
final class Consumers {

    private Consumers() {}

    /** There is nothing to say good-bye to: none of them has joined a group. */
    static void close(Consumer<?, ?> consumer) {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
