package rtmlab.protocol;

/** Whether a user is at their client: {@code active} or {@code away} on the wire. */
public enum Presence {
    ACTIVE("active"),
    AWAY("away");

    private final String word;

    Presence(String word) {
        this.word = word;
    }

    /** As it stands on the wire. */
    public String word() {
        return word;
    }

    /** Reads the wire's word; throws {@link IllegalArgumentException} when it is not one. */
    public static Presence of(String word) {
        for (var presence : values()) {
            if (presence.word.equals(word)) {
                return presence;
            }
        }
        throw new IllegalArgumentException("presence is active or away, not \"" + word + '"');
    }

    @Override
    public String toString() {
        return word;
    }
}
