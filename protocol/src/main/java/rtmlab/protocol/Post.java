package rtmlab.protocol;

/** What someone wants to say, before it has a place in its channel. */
public record Post(ChannelId channel, UserId author, String text, ClientMessageId clientMessageId) {

    /** The longest text, in characters (Slack's API documentation). */
    public static final int MAX_TEXT_LENGTH = 4_000;

    /** Whether a text can be stored and sent on everywhere: no NUL, no half of a surrogate pair. */
    public static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(
                        point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }

    /** Whether an id can be stored: texts that can, and no longer than {@link ClientMessageId#MAX_LENGTH}. */
    public static boolean isStorable(ClientMessageId id) {
        return id.value().length() <= ClientMessageId.MAX_LENGTH && isStorable(id.value());
    }

    /** This post as the message with that place. */
    public Message at(Ts ts) {
        return new Message(ts, this);
    }
}
