package rtmlab.protocol;

/** The id of a channel, such as {@code C1}: the unit in which messages are ordered. */
public record ChannelId(String value) implements Comparable<ChannelId> {

    public ChannelId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a channel id cannot be blank");
        }
    }

    @Override
    public int compareTo(ChannelId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
