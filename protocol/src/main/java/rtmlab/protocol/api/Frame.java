package rtmlab.protocol.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Presence;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;

/** What travels on a WebSocket, in the shapes of Slack's RTM API where Slack has one. */
public sealed interface Frame {

    /** As it stands in a step's address and in a story: {@code socket send hello}. */
    String kind();

    /** Client to server: {@code {"id":1,"type":"message","channel":"C1","text":"…","client_msg_id":"…"}}. */
    record Send(
            long id,
            ChannelId channel,
            String text,
            @Nullable ClientMessageId clientMessageId) implements Frame {
        @Override
        public String kind() {
            return "post";
        }
    }

    /** Client to server: {@code {"id":2,"type":"typing","channel":"C1"}}. */
    record Typing(long id, ChannelId channel) implements Frame {
        @Override
        public String kind() {
            return "typing";
        }
    }

    /**
     * Client to server: {@code {"id":3,"type":"ping","time":1403299273342}}.
     *
     * @param extra whatever else stood in it, name to JSON value (a string, a number, true or false), to be echoed
     */
    record Ping(long id, Map<String, String> extra) implements Frame {
        public Ping {
            extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
        }

        public Ping(long id) {
            this(id, Map.of());
        }

        @Override
        public String kind() {
            return "ping";
        }
    }

    /**
     * Client to server: tell me when one of these users comes or goes; in the place of all that was asked for before,
     * until this socket ends.
     */
    record PresenceSub(@Nullable Long id, List<UserId> users) implements Frame {
        public PresenceSub {
            users = List.copyOf(users);
        }

        @Override
        public String kind() {
            return "presence_sub";
        }
    }

    /** Client to server: tell me once who of these users is there; the answer is {@link PresenceChange}s. */
    record PresenceQuery(@Nullable Long id, List<UserId> users) implements Frame {

        /** The most users that one query may name (Slack's API documentation). */
        public static final int MAX_USERS = 500;

        public PresenceQuery {
            users = List.copyOf(users);
        }

        @Override
        public String kind() {
            return "presence_query";
        }
    }

    /** Server to client, first of all: from here on events arrive. */
    record Hello() implements Frame {
        @Override
        public String kind() {
            return "hello";
        }
    }

    /** Server to client: the answer to a {@link Send} that was taken. */
    record Reply(long replyTo, Ts ts, String text) implements Frame {
        @Override
        public String kind() {
            return "reply";
        }
    }

    /** Server to client: the answer to a frame that was refused, or with no {@code replyTo} why the socket closes. */
    record Refusal(@Nullable Long replyTo, RtmError error) implements Frame {
        @Override
        public String kind() {
            return "refusal";
        }
    }

    /** Server to client: the answer to a {@link Ping}, with what else stood in that. */
    record Pong(long replyTo, Map<String, String> extra) implements Frame {
        public Pong {
            extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
        }

        public Pong(long replyTo) {
            this(replyTo, Map.of());
        }

        public static Pong to(Ping ping) {
            return new Pong(ping.id(), ping.extra());
        }

        @Override
        public String kind() {
            return "pong";
        }
    }

    /** Server to client: somebody has posted. */
    record Broadcast(Message message) implements Frame {
        @Override
        public String kind() {
            return "message";
        }
    }

    /** Server to client: somebody is typing. */
    record UserTyping(ChannelId channel, UserId user) implements Frame {
        @Override
        public String kind() {
            return "user_typing";
        }
    }

    /**
     * Server to client: one user is active or away now, {@code {"type":"presence_change","user":"U1","presence":"away"}},
     * or several are, with {@code "users":["U1","U2"]}, for clients that asked for it with {@code batch_presence_aware}.
     */
    record PresenceChange(List<UserId> users, Presence presence) implements Frame {
        public PresenceChange {
            users = List.copyOf(users);
            if (users.isEmpty()) {
                throw new IllegalArgumentException("a presence change is about at least one user");
            }
        }

        /** The same, user by user, for clients that know no other form. */
        public List<PresenceChange> oneByOne() {
            return users.stream()
                    .map(user -> new PresenceChange(List.of(user), presence))
                    .toList();
        }

        @Override
        public String kind() {
            return "presence_change";
        }
    }

    /** Server to client: you yourself, perhaps with another client, have set that you are away, or no longer. */
    record ManualPresenceChange(Presence presence) implements Frame {
        @Override
        public String kind() {
            return "manual_presence_change";
        }
    }

    /** Server to client: where to connect should this connection break, without asking the web app first. */
    record ReconnectUrl(SocketUrl url) implements Frame {
        @Override
        public String kind() {
            return "reconnect_url";
        }
    }

    /** Server to client: your team is being moved to another server; the connection closes. */
    record TeamMigrationStarted() implements Frame {
        @Override
        public String kind() {
            return "team_migration_started";
        }
    }

    /** Server to client: the server is about to close the connection. */
    record Goodbye() implements Frame {
        @Override
        public String kind() {
            return "goodbye";
        }
    }

    /** Client to an edge cache: a question that its memory can answer. */
    record Ask(long id, EdgeApi.Query query) implements Frame {
        @Override
        public String kind() {
            return query.kind();
        }
    }

    /** Edge cache to client: the answer to an {@link Ask}. */
    record Told(long replyTo, EdgeApi.Answer answer) implements Frame {
        @Override
        public String kind() {
            return answer.kind();
        }
    }

    /** Server to client: this is how a user's profile is now; an edge cache sends it before the user is mentioned. */
    record UserChange(User user) implements Frame {
        @Override
        public String kind() {
            return "user_change";
        }
    }

    /** Server to client: somebody is new in the team. */
    record TeamJoin(User user) implements Frame {
        @Override
        public String kind() {
            return "team_join";
        }
    }

    /** Server to client: somebody belongs to a channel now, {@code {"type":"member_joined_channel","user":"U1","channel":"C1"}}. */
    record MemberJoined(ChannelId channel, UserId user) implements Frame {
        @Override
        public String kind() {
            return "member_joined_channel";
        }
    }

    /** Server to client: somebody belongs to a channel no longer. */
    record MemberLeft(ChannelId channel, UserId user) implements Frame {
        @Override
        public String kind() {
            return "member_left_channel";
        }
    }

    /** Server to client: you yourself, perhaps with another client, belong to this channel now. */
    record ChannelJoined(Channel channel) implements Frame {
        @Override
        public String kind() {
            return "channel_joined";
        }
    }

    /** Server to client: you yourself, perhaps with another client, belong to this channel no longer. */
    record ChannelLeft(ChannelId channel) implements Frame {
        @Override
        public String kind() {
            return "channel_left";
        }
    }

    /** Server to client: there is a new channel. */
    record ChannelCreated(Channel channel) implements Frame {
        @Override
        public String kind() {
            return "channel_created";
        }
    }

    /** Server to client: a channel has another name now. */
    record ChannelRename(Channel channel) implements Frame {
        @Override
        public String kind() {
            return "channel_rename";
        }
    }

    /**
     * Ring manager to whoever needs to know: these channel servers are on the ring now.
     *
     * @param epoch counts the rings: of two, the one with the higher epoch holds
     */
    record RingChange(long epoch, List<NodeName> servers) implements Frame {
        public RingChange {
            servers = List.copyOf(servers);
        }

        @Override
        public String kind() {
            return "ring";
        }
    }

    /** Channel server to gateway: a message is released in its channel, by the owner under the ring of this epoch. */
    record Release(long epoch, Message message) implements Frame {
        @Override
        public String kind() {
            return "release";
        }
    }

    /**
     * Gateway to channel server: send me what is released in this channel.
     *
     * @param after the last message that the gateway has of it; without one, all from the present on
     * @param epoch of the ring by which that server owns the channel
     */
    record Subscribe(ChannelId channel, @Nullable Ts after, long epoch) implements Frame {
        @Override
        public String kind() {
            return "subscribe";
        }
    }

    /**
     * Channel server to gateway: from here on you get what is released in this channel.
     *
     * @param upTo the last message that has been released in it; {@link Ts#BEFORE_ALL} when there is none
     * @param isComplete whether all after the message that the gateway had is sent: what is longer ago than the server's
     *     memory reaches stands in the history alone
     */
    record Subscribed(ChannelId channel, Ts upTo, long epoch, boolean isComplete) implements Frame {
        @Override
        public String kind() {
            return "subscribed";
        }
    }

    /** Gateway to presence server: this client is connected here, or has shown a sign of life. */
    record ClientHere(String client, UserId user) implements Frame {
        @Override
        public String kind() {
            return "client_here";
        }
    }

    /** Gateway to presence server: this client is gone. */
    record ClientGone(String client) implements Frame {
        @Override
        public String kind() {
            return "client_gone";
        }
    }

    /** Gateway to channel server: nobody here watches this channel any more. */
    record Unsubscribe(ChannelId channel) implements Frame {
        @Override
        public String kind() {
            return "unsubscribe";
        }
    }
}
