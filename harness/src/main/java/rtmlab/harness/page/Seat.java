package rtmlab.harness.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.runtime.RealHost;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Presence;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Member;

/** One person in front of a running architecture: a real client, and what it has on its screen. */
final class Seat implements AutoCloseable {

    /** So long somebody is taken to be typing after being told so (Slack tells it every three seconds at most). */
    static final Duration TYPING_LASTS = Duration.ofSeconds(4);

    private final RealWorld world;
    private final Member member;
    private final List<UserId> others;
    private final Runnable changed;
    private final ExecutorService speaking =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Long> typingNanos = new TreeMap<>();
    private final Map<String, String> presence = new TreeMap<>();
    private boolean online;
    private @Nullable RealHost host;
    private @Nullable Client client;

    /**
     * A line on the screen.
     *
     * @param state of one's own message: {@code sending}, {@code sent}, {@code refused} or {@code unknown}
     * @param shown whether it came as a message, or is still one's own affair
     */
    record Line(String id, String sender, String text, String state, boolean shown, boolean catchUp) {}

    /**
     * The screen at one moment.
     *
     * @param away whether nobody sits here
     * @param typing who is
     * @param presence of the others: {@code active} or {@code away}
     */
    record Screen(
            String member,
            boolean online,
            boolean away,
            List<Line> lines,
            List<String> typing,
            Map<String, String> presence) {}

    /** Someone whose client connects at once; {@code changed} is called whenever the screen changes. */
    Seat(RealWorld world, Member member, List<UserId> others, Runnable changed) {
        this.world = world;
        this.member = member;
        this.others = others;
        this.changed = changed;
        comeBack();
    }

    /** Says something, after what was said before has been answered. Does not wait. */
    void say(ChannelId channel, String text, ClientMessageId id) {
        withClient((on, theirs) -> speaking.execute(() -> on.run(() -> theirs.post(channel, text, id))));
    }

    /** Begins to write something. */
    void type(ChannelId channel) {
        withClient((on, theirs) -> on.run(() -> theirs.type(channel)));
    }

    /** Closes the client: the others see that nobody is there. */
    void leave() {
        RealHost left;
        synchronized (this) {
            left = host;
            host = null;
            client = null;
            online = false;
        }
        if (left != null) {
            left.close();
        }
        changed.run();
    }

    /** Opens a client anew, which has nothing on its screen but what it finds. */
    synchronized void comeBack() {
        if (host != null) {
            return;
        }
        lines.clear();
        var newHost = world.host(new NodeName(member.name()), _ -> {});
        var newClient = world.client(member, new ScreenJournal(member));
        host = newHost;
        client = newClient;
        newHost.start(newClient);
        newHost.run(() -> newClient.watch(others));
    }

    synchronized Screen screen() {
        var now = System.nanoTime();
        return new Screen(
                member.name(),
                online,
                host == null,
                List.copyOf(lines),
                typingNanos.entrySet().stream()
                        .filter(entry -> now - entry.getValue() < TYPING_LASTS.toNanos())
                        .map(Map.Entry::getKey)
                        .toList(),
                Map.copyOf(presence));
    }

    @Override
    public void close() {
        speaking.shutdownNow();
        leave();
    }

    private interface Use {
        void with(RealHost host, Client client);
    }

    private void withClient(Use use) {
        RealHost on;
        Client theirs;
        synchronized (this) {
            on = host;
            theirs = client;
        }
        if (on == null || theirs == null) {
            throw new IllegalArgumentException(member.name() + " is not there: let them come back first");
        }
        use.with(on, theirs);
    }

    private void change(Runnable change) {
        synchronized (this) {
            change.run();
        }
        changed.run();
    }

    /** Puts what the client notices on the screen: what is shown twice stands there twice. */
    private final class ScreenJournal implements Journal {
        private final Member member;

        ScreenJournal(Member member) {
            this.member = member;
        }

        @Override
        public void submitted(Post post, int attempt) {
            change(() -> {
                if (lines.stream().noneMatch(line -> isOwn(line, post))) {
                    var id = post.clientMessageId().value();
                    lines.add(new Line(id, member.name(), post.text(), "sending", false, false));
                }
            });
        }

        @Override
        public void acknowledged(Post post, Ts ts) {
            mark(post, "sent");
        }

        @Override
        public void refused(Post post, String error) {
            mark(post, "refused");
        }

        @Override
        public void unknown(Post post, String reason) {
            mark(post, "unknown");
        }

        private void mark(Post post, String state) {
            change(() -> lines.replaceAll(line -> isOwn(line, post)
                    ? new Line(line.id, line.sender, line.text, state, line.shown, line.catchUp)
                    : line));
        }

        private boolean isOwn(Line line, Post post) {
            return line.sender.equals(member.name())
                    && line.id.equals(post.clientMessageId().value());
        }

        @Override
        public void sawLive(Message message) {
            saw(message, false);
        }

        @Override
        public void sawByCatchUp(Message message) {
            saw(message, true);
        }

        private void saw(Message message, boolean catchUp) {
            change(() -> {
                var id = message.clientMessageId().value();
                var sender = message.author().equals(member.user().id())
                        ? member.name()
                        : message.author().value();
                var state = "";
                for (var index = 0; index < lines.size(); index++) {
                    var line = lines.get(index);
                    if (line.sender.equals(sender) && line.id.equals(id)) {
                        state = line.state;
                        if (!line.shown) {
                            lines.remove(index);
                            break;
                        }
                    }
                }
                lines.add(new Line(id, sender, message.post().text(), state, true, catchUp));
                // Who has said it types no more.
                typingNanos.remove(sender);
            });
        }

        @Override
        public Consumer<List<Message>> reading(ChannelId channel) {
            return _ -> {};
        }

        @Override
        public void snapshot(ChannelId channel, List<Message> messages) {
            // What was there before this client was opened is not its story.
        }

        @Override
        public void sawTyping(ChannelId channel, UserId user) {
            change(() -> typingNanos.put(user.value(), System.nanoTime()));
        }

        @Override
        public void sawPresence(List<UserId> users, Presence state) {
            change(() -> users.forEach(user -> presence.put(user.value(), state.word())));
        }

        @Override
        public void online() {
            change(() -> online = true);
        }

        @Override
        public void offline(String reason) {
            change(() -> online = false);
        }
    }
}
