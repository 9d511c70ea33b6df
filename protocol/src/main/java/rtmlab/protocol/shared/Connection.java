package rtmlab.protocol.shared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Presence;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Member;

/**
 * Keeps a member's WebSocket open, reconnecting with a jittered back-off, and the member's screen without gap or
 * repeat at the seams: events that arrive while history is read are shown after it.
 */
public final class Connection {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The id of frames of which no answer is waited for: messages have higher ones. */
    private static final long UNANSWERED = 0;

    private final Host host;
    private final Member member;
    private final List<NodeName> webApps;
    private final boolean catchesUp;
    private final Feed feed;
    private final Journal journal;
    private final Consumer<Frame> answers;
    private final Runnable broken;
    private int tries;
    private int reads;
    private boolean hasBeenOnline;
    private List<UserId> watched = List.of();

    /** The channels that the user has been shown to belong to, and those to which no longer. */
    private final Set<ChannelId> belonging = new HashSet<>();

    private final Set<ChannelId> left = new HashSet<>();
    private @Nullable Life life;

    /** Whom the present connection's history is read from. */
    private NodeName reader;

    private @Nullable SocketUrl sentOnTo;

    /**
     * @param webApps where to ask for a WebSocket, one after the other
     * @param catchesUp whether what was missed is read from history after a reconnect
     * @param answers gets the frames that are not events
     * @param broken told when the WebSocket is gone
     */
    public Connection(
            Host host,
            Member member,
            List<NodeName> webApps,
            boolean catchesUp,
            Journal journal,
            Consumer<Frame> answers,
            Runnable broken) {
        this(host, member, webApps, catchesUp, journal, answers, broken, SeamlessFeed::new);
    }

    /** As the other constructor; what the connection brings goes to a feed of another make. */
    public Connection(
            Host host,
            Member member,
            List<NodeName> webApps,
            boolean catchesUp,
            Journal journal,
            Consumer<Frame> answers,
            Runnable broken,
            Feed.Factory feeds) {
        this.host = host;
        this.member = member;
        this.webApps = webApps;
        this.catchesUp = catchesUp;
        this.reader = webApps.getFirst();
        this.journal = journal;
        this.answers = answers;
        this.broken = broken;
        this.feed = feeds.over(new FeedPorts());
    }

    /** Connects, and connects again whenever the connection breaks. Does not wait. */
    public void open() {
        host.spawn("connect", this::connect);
    }

    public boolean isOnline() {
        return life != null && life.online;
    }

    /** Sends a frame if there is a connection; otherwise it is lost. */
    public void send(Frame frame) {
        if (life != null && life.socket != null) {
            life.socket.send(frame);
        }
    }

    /** Has others told that the user is typing. */
    public void type(ChannelId channel) {
        send(new Frame.Typing(UNANSWERED, channel));
    }

    /** Asks who of these users is there, now and after every reconnect, and to be told of changes. */
    public void watch(List<UserId> users) {
        watched = List.copyOf(users);
        if (isOnline()) {
            askWhoIsThere();
        }
    }

    private void askWhoIsThere() {
        if (!watched.isEmpty()) {
            send(new Frame.PresenceSub(null, watched));
            send(new Frame.PresenceQuery(null, watched));
        }
    }

    /** Breaks the connection. */
    public void drop() {
        if (life != null && life.socket != null) {
            life.socket.close("dropped by the client");
        }
    }

    private void connect() {
        var backOff = new BackOff(host.random());
        while (true) {
            try {
                goOnline();
                return;
            } catch (CallFailed | SlackError _) {
                drop();
                host.clock().sleep(backOff.next());
            }
        }
    }

    private void goOnline() {
        var webApp = webApps.get(tries++ % webApps.size());
        var url = sentOnTo;
        sentOnTo = null; // It can be used once.
        if (url == null) {
            url = host.http()
                    .call(webApp, WebApi.RTM_CONNECT, new WebApi.RtmConnect(member.token()))
                    .url();
        }
        var attempt = new Life();
        life = attempt;
        reader = webApp;
        feed.opened();
        attempt.socket = host.sockets().open(url, attempt);
        if (attempt.hello.await(PATIENCE).isEmpty()) {
            throw new MaybeDone("no hello within " + PATIENCE);
        }
        // From the hello on nothing is missed live, so history read from here on leaves no gap before it.
        if (catchesUp || !hasBeenOnline) {
            catchUp(webApp, attempt);
        }
        if (attempt.isClosed) {
            throw new MaybeDone("the connection broke while catching up");
        }
        attempt.online = true;
        hasBeenOnline = true;
        journal.online();
        feed.online();
        askWhoIsThere();
    }

    private void catchUp(NodeName webApp, Life present) {
        var request = new WebApi.ListConversations(member.token());
        var listed = new HashSet<ChannelId>();
        while (true) {
            var page = host.http().call(webApp, WebApi.MY_CONVERSATIONS, request);
            for (var conversation : page.channels()) {
                listed.add(conversation.channel().id());
                present.listed(conversation.channel());
                feed.catchUp(conversation.channel().id());
            }
            if (page.next() == null) {
                present.listedAll(listed);
                return;
            }
            request = request.after(page.next());
        }
    }

    private void belongsTo(ChannelId channel) {
        belonging.add(channel);
        if (left.remove(channel)) {
            journal.sawJoined(channel);
        }
    }

    private void belongsNoLongerTo(ChannelId channel) {
        if (belonging.remove(channel)) {
            left.add(channel);
            feed.left(channel);
            journal.sawLeft(channel);
        }
    }

    /** Reads a channel's whole history for the user; nothing is learned when that fails. Waits. */
    public void read(ChannelId channel) {
        try {
            readAll(webApps.get(reads++ % webApps.size()), channel);
        } catch (CallFailed | SlackError _) {
            // The journal knows that it was asked, and not what was answered.
        }
    }

    private List<Message> readAll(NodeName webApp, ChannelId channel) {
        var answer = journal.reading(channel);
        var messages = historyAfter(webApp, channel, Ts.BEFORE_ALL).reversed();
        answer.accept(messages);
        return messages;
    }

    /** The messages of a channel after this one, newest first, page by page. */
    private List<Message> historyAfter(NodeName webApp, ChannelId channel, Ts after) {
        var all = new ArrayList<Message>();
        var before = Ts.AFTER_ALL;
        while (true) {
            var request = new WebApi.History(member.token(), channel, after, before, WebApi.History.MAX_LIMIT);
            var page = host.http().call(webApp, WebApi.HISTORY, request);
            all.addAll(page.messages());
            if (!page.hasMore() || page.messages().isEmpty()) {
                return all;
            }
            before = page.messages().getLast().ts();
        }
    }

    /** One WebSocket, from its opening to its end. */
    private final class Life implements Handler {
        final Later<Boolean> hello = host.later();

        @Nullable
        Socket socket;

        boolean online;
        boolean isClosed;

        /** Something before what comes now could not be read: to show it would be to pass over that for good. */
        private boolean isGivenUp;

        /** The channels of which this WebSocket has told how they are called. */
        private final Set<ChannelId> renamed = new HashSet<>();

        /** The channels of which this WebSocket has told that the user has joined or left them. */
        private final Set<ChannelId> moved = new HashSet<>();

        @Override
        public void received(Frame frame) {
            if (isGivenUp) {
                return;
            }
            switch (frame) {
                case Frame.Hello _ -> hello.complete(true);
                case Frame.Broadcast(var message) -> {
                    // A list may have told that the user has left before the stream does.
                    if (life == this && !left.contains(message.channel())) {
                        feed.message(message);
                    }
                }
                case Frame.ReconnectUrl(var url) -> sentOnTo = url;
                case Frame.Goodbye _ -> drop();
                case Frame.UserTyping(var channel, var user) -> {
                    if (life == this) {
                        feed.typing(channel, user);
                    }
                }
                case Frame.PresenceChange(var users, var presence) -> {
                    if (life == this) {
                        feed.presence(users, presence);
                    }
                }
                case Frame.ChannelJoined(var channel) -> {
                    named(channel);
                    joined(channel.id());
                }
                case Frame.ChannelLeft(var channel) -> left(channel);
                case Frame.ChannelRename(var channel) -> named(channel);
                default -> answers.accept(frame);
            }
        }

        private void named(Channel channel) {
            if (life == this) {
                renamed.add(channel.id());
                journal.sawName(channel);
            }
        }

        /** Of a list that was asked for before what came live, and so may be older. */
        void listed(Channel channel) {
            if (life == this && !renamed.contains(channel.id())) {
                journal.sawName(channel);
            }
            if (life == this && !moved.contains(channel.id())) {
                belongsTo(channel.id());
            }
        }

        /** What is not in that list the user has left while there was no connection. */
        void listedAll(Set<ChannelId> channels) {
            if (life == this) {
                List.copyOf(belonging).stream()
                        .filter(channel -> !channels.contains(channel) && !moved.contains(channel))
                        .forEach(Connection.this::belongsNoLongerTo);
            }
        }

        /** What comes live is handled after this, and so shown after what was said before. */
        private void joined(ChannelId channel) {
            if (life != this) {
                return;
            }
            moved.add(channel);
            belongsTo(channel);
            if (!catchesUp) {
                return;
            }
            try {
                feed.catchUp(channel);
            } catch (CallFailed | SlackError _) {
                isGivenUp = true;
                drop(); // The next connection begins with everything that was missed.
            }
        }

        private void left(ChannelId channel) {
            if (life == this) {
                moved.add(channel);
                belongsNoLongerTo(channel);
            }
        }

        @Override
        public void closed(String reason) {
            isClosed = true;
            if (life == this) {
                feed.closed();
            }
            broken.run();
            if (online) {
                online = false;
                journal.offline(reason);
                open();
            }
        }
    }

    /** What the feed reaches: the user's screen, which is the journal, and history. */
    private final class FeedPorts implements Feed.Ports {
        @Override
        public void showLive(Message message) {
            journal.sawLive(message);
        }

        @Override
        public void showMissed(Message message) {
            journal.sawByCatchUp(message);
        }

        @Override
        public List<Message> history(ChannelId channel, Ts after) {
            var missed = after.equals(Ts.BEFORE_ALL)
                    ? readAll(reader, channel)
                    : historyAfter(reader, channel, after).reversed();
            journal.snapshot(channel, missed);
            return missed;
        }

        @Override
        public void showTyping(ChannelId channel, UserId user) {
            journal.sawTyping(channel, user);
        }

        @Override
        public void hideTyping(ChannelId channel, UserId user) {
            journal.typingEnded(channel, user);
        }

        @Override
        public void showPresence(List<UserId> users, Presence presence) {
            journal.sawPresence(users, presence);
        }

        @Override
        public void hidePresence(List<UserId> users) {
            journal.presenceEnded(users);
        }

        @Override
        public void after(Duration delay, Runnable task) {
            host.spawn("later", () -> {
                host.clock().sleep(delay);
                task.run();
            });
        }
    }
}
