package rtmlab.protocol;

import java.util.List;

/** Who is behind a WebSocket, and which channels they belong to. */
public record Session(UserId user, List<ChannelId> channels) {

    public Session {
        channels = List.copyOf(channels);
    }
}
