package rtmlab.initial;

import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Post;
import rtmlab.protocol.Presence;
import rtmlab.protocol.Session;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.RtmError;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.shared.PresenceBoard;
import rtmlab.protocol.shared.RateLimit;
import rtmlab.protocol.shared.TypingLimit;

/** One client's WebSocket at its channel server: what it may do, and what it is told. */
final class ClientConnection implements Handler {

    private final Socket socket;
    private final ChannelServer server;
    private final PresenceBoard<ClientConnection> presence;
    private final Clock clock;
    private final boolean batchesPresence;
    private final @Nullable RateLimit rate;
    private final TypingLimit typing = new TypingLimit();
    private Session session;

    ClientConnection(
            Socket socket,
            Session session,
            ChannelServer server,
            PresenceBoard<ClientConnection> presence,
            Clock clock,
            boolean batchesPresence,
            @Nullable RateLimit rate) {
        this.socket = socket;
        this.session = session;
        this.server = server;
        this.presence = presence;
        this.clock = clock;
        this.batchesPresence = batchesPresence;
        this.rate = rate;
    }

    Session session() {
        return session;
    }

    PresenceBoard<ClientConnection> presence() {
        return presence;
    }

    boolean batchesPresence() {
        return batchesPresence;
    }

    void change(Session changed) {
        session = changed;
    }

    void send(Frame frame) {
        socket.send(frame);
    }

    /** Says where to connect next, if that is known, and ends the connection. */
    void sayGoodbye(@Nullable SocketUrl next) {
        if (next != null) {
            socket.send(new Frame.ReconnectUrl(next));
        }
        socket.send(new Frame.Goodbye());
        socket.close("the server is going away");
    }

    /** The client has to connect where its team lives now. */
    void sendAfterTeam() {
        socket.send(new Frame.TeamMigrationStarted());
        socket.close("the team has moved to another server");
    }

    void tell(Frame.PresenceChange change) {
        if (batchesPresence) {
            socket.send(change);
        } else {
            change.oneByOne().forEach(socket::send);
        }
    }

    void tellManually(Presence changed) {
        socket.send(new Frame.ManualPresenceChange(changed));
    }

    @Override
    public void received(Frame frame) {
        if (!(frame instanceof Frame.Ping)) {
            presence.acted(this);
        }
        switch (frame) {
            case Frame.Send send -> receive(send);
            case Frame.Typing typed -> type(typed.channel());
            case Frame.Ping ping -> socket.send(Frame.Pong.to(ping));
            case Frame.PresenceSub sub -> presence.subscribe(this, sub.users());
            case Frame.PresenceQuery query -> answer(query);
            default -> socket.send(new Frame.Refusal(null, RtmError.BAD_FRAME));
        }
    }

    private void receive(Frame.Send send) {
        var refusal = refusal(send);
        if (refusal == null) {
            refusal = server.received(this, send);
        }
        if (refusal != null) {
            socket.send(new Frame.Refusal(send.id(), refusal));
        }
    }

    private void type(ChannelId channel) {
        if (isMember(channel) && typing.allows(channel, clock.now())) {
            server.typing(this, channel);
        }
    }

    private void answer(Frame.PresenceQuery query) {
        if (query.users().size() > Frame.PresenceQuery.MAX_USERS) {
            socket.send(new Frame.Refusal(query.id(), RtmError.TOO_MANY_USERS));
        } else {
            presence.query(query.users()).forEach(this::tell);
        }
    }

    /** Another team's channel and one that does not exist are refused alike: nobody learns which there are. */
    private @Nullable RtmError refusal(Frame.Send send) {
        if (rate != null && !rate.allows(clock.now())) {
            return RtmError.RATE_LIMITED;
        }
        if (!isMember(send.channel())) {
            return RtmError.NOT_IN_CHANNEL;
        }
        if (session.readOnly().contains(send.channel())) {
            return RtmError.RESTRICTED;
        }
        if (send.text().isBlank()) {
            return RtmError.NO_TEXT;
        }
        if (send.text().length() > Post.MAX_TEXT_LENGTH) {
            return RtmError.TEXT_TOO_LONG;
        }
        var id = send.clientMessageId();
        var isStorable = Post.isStorable(send.text()) && (id == null || Post.isStorable(id));
        return isStorable ? null : RtmError.BAD_FRAME;
    }

    private boolean isMember(ChannelId channel) {
        return session.channels().contains(channel);
    }

    @Override
    public void closed(String reason) {
        server.closed(this);
    }
}
