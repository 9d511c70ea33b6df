package rtmlab.protocol;

/**
 * A post as the durable log holds it.
 *
 * @param partition which of the log's partitions
 * @param offset its place there: records of one partition are in the order of their offsets
 */
public record LogRecord(int partition, long offset, Post post) {

    /** The place that the log's order gives this post in its channel. */
    public Ts ts() {
        return Ts.ofLogOffset(offset);
    }

    public Message message() {
        return post.at(ts());
    }

    public ChannelId channel() {
        return post.channel();
    }
}
