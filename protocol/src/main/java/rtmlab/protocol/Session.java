package rtmlab.protocol;

import java.util.List;

/** Who is behind a WebSocket, and which channels they belong to. */
public record Session(UserId user, List<ChannelId> channels) {

    /** Of someone who was turned away. */
    public static final Session NOBODY = new Session(new UserId("nobody"), List.of());

    public Session {
        channels = List.copyOf(channels);
    }
}
