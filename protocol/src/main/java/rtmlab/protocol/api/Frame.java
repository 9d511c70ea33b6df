package rtmlab.protocol.api;

import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Ts;
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

    /** Client to server: {@code {"id":3,"type":"ping"}}. */
    record Ping(long id) implements Frame {
        @Override
        public String kind() {
            return "ping";
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

    /** Server to client: the answer to a {@link Ping}. */
    record Pong(long replyTo) implements Frame {
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

    /** Server to client: the server is about to close the connection. */
    record Goodbye() implements Frame {
        @Override
        public String kind() {
            return "goodbye";
        }
    }

    /**
     * Gateway to channel server: send me what is released in this channel.
     *
     * @param after the last message that the gateway has of it; without one, all from the present on
     */
    record Subscribe(ChannelId channel, @Nullable Ts after) implements Frame {
        @Override
        public String kind() {
            return "subscribe";
        }
    }

    /**
     * Channel server to gateway: from here on you get what is released in this channel.
     *
     * @param upTo the last message that has been released in it; {@link Ts#BEFORE_ALL} when there is none
     */
    record Subscribed(ChannelId channel, Ts upTo) implements Frame {
        @Override
        public String kind() {
            return "subscribed";
        }
    }
}
