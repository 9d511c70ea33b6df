package rtmlab.protocol.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;

/** What users' clients ask of the web app: Slack's Web API, the methods that the kit has of it. */
public final class WebApi {

    /** Whose token is this? */
    public static final Endpoint<AuthTest, Identity> AUTH_TEST =
            Endpoint.post("/api/auth.test", AuthTest.class, Identity.class);

    /** Post a message. */
    public static final Endpoint<PostMessage, Posted> POST_MESSAGE =
            Endpoint.post("/api/chat.postMessage", PostMessage.class, Posted.class);

    /** Read a channel's messages, newest first. */
    public static final Endpoint<History, Messages> HISTORY =
            Endpoint.post("/api/conversations.history", History.class, Messages.class);

    /** Which channels am I in? */
    public static final Endpoint<ListConversations, Conversations> LIST =
            Endpoint.post("/api/conversations.list", ListConversations.class, Conversations.class);

    /** Where do I open my WebSocket? */
    public static final Endpoint<RtmConnect, Connection> RTM_CONNECT =
            Endpoint.post("/api/rtm.connect", RtmConnect.class, Connection.class);

    private WebApi() {}

    public record AuthTest(Token token) {}

    public record Identity(User user) {}

    /**
     * A message to be posted.
     *
     * @param clientMessageId kept through retries, so that a repeat is recognised; one is made up when there is none
     */
    public record PostMessage(
            Token token,
            ChannelId channel,
            String text,
            @Nullable ClientMessageId clientMessageId) {}

    public record Posted(Message message) {}

    /** The messages wanted: {@code oldest < ts < latest}, at most so many of the newest. */
    public record History(Token token, ChannelId channel, Ts oldest, Ts latest, int limit) {

        /** The most messages that one answer holds. */
        public static final int MAX_LIMIT = 1_000;

        public History {
            if (limit < 1 || limit > MAX_LIMIT) {
                throw new IllegalArgumentException("limit is 1 to " + MAX_LIMIT + ", not " + limit);
            }
        }
    }

    /** Messages of one channel, newest first; {@code hasMore} when older ones were left out. */
    public record Messages(List<Message> messages, boolean hasMore) {}

    public record ListConversations(Token token) {}

    public record Conversations(List<Channel> channels) {}

    public record RtmConnect(Token token) {}

    public record Connection(SocketUrl url, User self) {}
}
