package rtmlab.protocol;

/** The id that a client gives a message once and keeps through every retry: what makes a repeat recognisable. */
public record ClientMessageId(String value) implements Comparable<ClientMessageId> {

    /** The longest id that is taken, in characters; UUIDs have 36. A store's index cannot hold ids of any length. */
    public static final int MAX_LENGTH = 255;

    public ClientMessageId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a client message id cannot be blank");
        }
    }

    @Override
    public int compareTo(ClientMessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
