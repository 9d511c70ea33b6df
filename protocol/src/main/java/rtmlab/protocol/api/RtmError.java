package rtmlab.protocol.api;

/**
 * Why a frame was refused or a WebSocket is closed: {@code {"code":2,"msg":"message text is missing"}} on the wire.
 *
 * <p>Codes 1 and 2 and their texts are Slack's (its RTM API documentation); the others are the kit's own.
 */
public enum RtmError {
    URL_EXPIRED(1, "Socket URL has expired", "invalid_auth"),
    NO_TEXT(2, "message text is missing", "no_text"),
    TEXT_TOO_LONG(3, "message text is too long", "msg_too_long"),
    NOT_IN_CHANNEL(4, "you are not in this channel", "not_in_channel"),
    BAD_FRAME(5, "this frame cannot be read", "invalid_arguments"),
    NOT_AVAILABLE(6, "the server cannot do this now", "service_unavailable"),
    RATE_LIMITED(7, "slow down, too many messages", "rate_limited"),
    TOO_MANY_USERS(8, "too many users in one presence_query", "too_many_users"),
    IS_ARCHIVED(9, "this channel is archived", "is_archived"),
    RESTRICTED(10, "you may not post in this channel", "restricted_action");

    private final int code;
    private final String message;
    private final String word;

    RtmError(int code, String message, String word) {
        this.code = code;
        this.message = message;
        this.word = word;
    }

    public int code() {
        return code;
    }

    public String message() {
        return message;
    }

    /** The same refusal in the words of the Web API. */
    public String word() {
        return word;
    }
}
