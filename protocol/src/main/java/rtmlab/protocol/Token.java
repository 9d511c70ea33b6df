package rtmlab.protocol;

/** What a user's client shows to prove who it acts for, such as {@code xoxp-alice}. */
public record Token(String value) implements Comparable<Token> {

    public Token {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a token cannot be blank");
        }
    }

    @Override
    public int compareTo(Token other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
