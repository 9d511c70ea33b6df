package rtmlab.protocol;

/** The id of a user, such as {@code U1}. */
public record UserId(String value) implements Comparable<UserId> {

    public UserId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a user id cannot be blank");
        }
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
