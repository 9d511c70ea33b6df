package rtmlab.bootstrap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.Conversation;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.shared.Markup;

/**
 * One client's session at the origin, held open by a {@link Flannel}: the stream of its events, and what of it the
 * client may have missed.
 *
 * <p>It outlives the client's connection for a while. What comes meanwhile is kept, and so is what went out shortly
 * before: nobody knows how much of that was still received.
 */
final class EdgeSession implements Handler {

    /** Whose profiles a client is taken to have, at most; of those that it was given before, one is given again. */
    private static final int MAX_KNOWN = 2_000;

    private final Token token;
    private final Ticket name;
    private final Later<Boolean> hello;
    private final SessionSeam seam;
    private final Map<UserId, Boolean> known = new LinkedHashMap<>();
    private final OwnChannels channels = new OwnChannels();
    private final Listener listener;

    private @Nullable Socket origin;
    private @Nullable EdgeClient client;
    private @Nullable Instant parkedAt;
    private WebApi.@Nullable Start start;
    private Runnable whenOver = () -> {};
    private boolean isOver;

    /** Whether the user has joined or left channels since the seam was last asked, and no client was told. */
    private boolean movedUnheard;

    /** Who learns of the team by what comes by on sessions' streams, all of it as often as there are sessions that hear it. */
    interface Listener {

        /** A user of the team, if known. Does not wait. */
        Optional<User> profile(WorkspaceId team, UserId user);

        /** Somebody has written. Does not wait. */
        void heard(WorkspaceId team, Message message);

        /** This is how a user is now, who may be new in the team. Does not wait. */
        void changed(User user);

        /** Somebody belongs to a channel now. Does not wait. */
        void joined(ChannelId channel, UserId user);

        /** Somebody belongs to a channel no longer. Does not wait. */
        void left(ChannelId channel, UserId user);
    }

    EdgeSession(
            Token token,
            Ticket name,
            Later<Boolean> hello,
            Listener listener,
            Function<EdgeSession, SessionSeam> seams) {
        this.token = token;
        this.name = name;
        this.hello = hello;
        this.listener = listener;
        this.seam = seams.apply(this);
    }

    void whenOver(Runnable action) {
        whenOver = action;
    }

    void connected(Socket socket) {
        origin = socket;
    }

    boolean greetedWithin(Duration limit) {
        return hello.await(limit).isPresent();
    }

    /** Waits; throws what is known when stream and snapshot do not come about, or do not fit. */
    void begin() {
        var snapshot = seam.begin();
        start = snapshot;
        channels.begin(snapshot);
        movedUnheard = false;
    }

    Ticket name() {
        return name;
    }

    boolean isOf(Token other) {
        return isUp() && token.equals(other);
    }

    boolean isUp() {
        return origin != null && !isOver;
    }

    boolean isParked() {
        return client == null;
    }

    boolean isParkedSince(Instant latest) {
        return parkedAt != null && parkedAt.isBefore(latest);
    }

    User self() {
        return begun().connection().self();
    }

    Workspace workspace() {
        return begun().connection().workspace();
    }

    private WebApi.Start begun() {
        if (start == null) {
            throw new IllegalStateException("the session has not begun");
        }
        return start;
    }

    /** The user's channels, with what is unread as far as the stream has told. */
    List<Conversation> channels() {
        return channels.all();
    }

    /** Whether its client, come back, has all that it missed here. Waits. */
    boolean canGoOn() {
        movedUnheard = false;
        return seam.canGoOn() && isUp();
    }

    /** Whether a client that comes now knows all that the boot should have told it. */
    boolean isAsTold() {
        return isUp() && !movedUnheard;
    }

    boolean isIn(ChannelId channel) {
        return channels.has(channel);
    }

    /** The client has these profiles now. */
    void knows(List<User> users) {
        users.forEach(user -> known.put(user.id(), true));
        var surplus = known.size() - MAX_KNOWN;
        if (surplus > 0) {
            var oldest = known.keySet().iterator();
            for (var removed = 0; removed < surplus; removed++) {
                oldest.next();
                oldest.remove();
            }
        }
    }

    /** What this asks for, if the session's stream had all of it. */
    Optional<WebApi.Messages> missed(WebApi.History history) {
        return channels.hasAsAtFirst(history.channel()) ? seam.missed(history) : Optional.empty();
    }

    /** Its client is told of it, and may never come. */
    void awaitsClient(Instant now) {
        parkedAt = now;
    }

    /** A client has come, or come back: from here on it gets what the session gets. */
    void attach(EdgeClient newcomer) {
        if (client != null) {
            client.close("the session is gone on with elsewhere");
        }
        client = newcomer;
        parkedAt = null;
        newcomer.send(new Frame.Hello());
    }

    void detach(EdgeClient gone, Instant now) {
        if (client == gone) {
            client = null;
            parkedAt = now;
            known.clear(); // What changes from now on, and what just did, it may not hear of.
        }
    }

    void sendToOrigin(Frame frame) {
        if (origin != null) {
            origin.send(frame);
        }
    }

    /** Ends it at the origin. */
    void end(String reason) {
        isOver = true;
        if (origin != null) {
            origin.close(reason);
        }
        over(reason);
    }

    @Override
    public void received(Frame frame) {
        switch (frame) {
            case Frame.Hello _ -> hello.complete(true);
            case Frame.ReconnectUrl _ -> {} // It leads past this cache.
            case Frame.Broadcast(var message) -> pass(message);
            case Frame.UserChange(var user) -> changed(user, frame);
            case Frame.TeamJoin(var user) -> changed(user, frame);
            case Frame.MemberJoined(var channel, var user) -> {
                listener.joined(channel, user);
                toClient(frame);
            }
            case Frame.MemberLeft(var channel, var user) -> {
                listener.left(channel, user);
                toClient(frame);
            }
            case Frame.ChannelJoined(var channel) -> {
                channels.joined(channel);
                moved(channel.id(), frame);
            }
            case Frame.ChannelLeft(var channel) -> {
                channels.left(channel);
                moved(channel, frame);
            }
            case Frame.ChannelRename renamed -> {
                channels.renamed(renamed);
                toClient(frame);
            }
            default -> toClient(frame);
        }
    }

    private void pass(Message message) {
        seam.passed(message);
        if (start != null) {
            channels.posted(message);
            listener.heard(self().workspace(), message);
            prefetch(message);
        }
        toClient(new Frame.Broadcast(message));
    }

    /** A client is told, and sees to that channel itself; whoever is not there yet has to start from what is true now. */
    private void moved(ChannelId channel, Frame event) {
        seam.moved(channel);
        movedUnheard |= client == null;
        toClient(event);
    }

    private void changed(User user, Frame event) {
        listener.changed(user);
        if (client != null) {
            knows(List.of(user));
        }
        toClient(event);
    }

    /** A profile goes out before the message that mentions it; no message waits for a profile that is not here. */
    private void prefetch(Message message) {
        if (client == null || message.text().indexOf("<@") < 0) {
            return;
        }
        var lacking = new ArrayList<User>();
        for (var user : Markup.mentions(message.text())) {
            if (!known.containsKey(user)) {
                listener.profile(self().workspace(), user).ifPresent(lacking::add);
            }
        }
        lacking.forEach(user -> toClient(new Frame.UserChange(user)));
        knows(lacking);
    }

    private void toClient(Frame frame) {
        if (client != null) {
            client.send(frame);
        }
    }

    @Override
    public void closed(String reason) {
        isOver = true;
        over(reason);
    }

    /** Whoever is attached has to start again: what comes at the origin from now on, this session does not hear. */
    private void over(String reason) {
        whenOver.run();
        whenOver = () -> {};
        if (client != null) {
            client.close(reason);
            client = null;
        }
    }
}
