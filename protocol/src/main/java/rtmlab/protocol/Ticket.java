package rtmlab.protocol;

/** A single-use pass for opening one WebSocket, handed out by {@code rtm.connect}. */
public record Ticket(String value) implements Comparable<Ticket> {

    public Ticket {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a ticket cannot be blank");
        }
    }

    @Override
    public int compareTo(Ticket other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
