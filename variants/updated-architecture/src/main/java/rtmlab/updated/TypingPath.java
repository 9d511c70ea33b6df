package rtmlab.updated;

import rtmlab.protocol.ChannelId;
import rtmlab.protocol.UserId;

/** Which way a gateway sends on that one of its users is typing. Every gateway has one. */
public interface TypingPath {

    /** A user of this gateway is typing. */
    void typing(ChannelId channel, UserId user);

    /** All that a typing path can reach. */
    interface Ports {

        /** Straight through, to the channel's owner and on to all gateways; lost where there is no connection. Does not wait. */
        void passOn(ChannelId channel, UserId user);

        /** Whether there is a connection to the channel's owner now. Does not wait. */
        boolean isConnected(ChannelId channel);

        /** Appends to the durable log a record that says so, and waits for Kafka's acknowledgement. */
        void append(ChannelId channel, UserId user);

        /** Lets a moment pass. */
        void pause();

        /** Runs a task beside this one. Does not wait. */
        void spawn(Runnable task);
    }

    /** Makes the typing path of a gateway that starts. */
    @FunctionalInterface
    interface Factory {
        TypingPath over(Ports ports);
    }
}
