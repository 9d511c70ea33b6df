package rtmlab.harness.page;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import rtmlab.backends.runtime.RealHost;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Member;

/** One person in front of a running architecture: a real client, and what it has on its screen. */
final class Seat implements AutoCloseable {

    private final String member;
    private final RealHost host;
    private final Client client;
    private final Runnable changed;
    private final ExecutorService speaking =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private final List<Line> lines = new ArrayList<>();
    private boolean online;

    /**
     * A line on the screen.
     *
     * @param state of one's own message: {@code sending}, {@code sent}, {@code refused} or {@code unknown}
     * @param shown whether it came as a message, or is still one's own affair
     */
    record Line(String id, String sender, String text, String state, boolean shown, boolean catchUp) {}

    /** The screen at one moment. */
    record Screen(String member, boolean online, List<Line> lines) {}

    /** Someone whose client connects at once; {@code changed} is called whenever the screen changes. */
    Seat(RealWorld world, Member member, Runnable changed) {
        this.member = member.name();
        this.changed = changed;
        host = world.host(new NodeName(member.name()), _ -> {});
        client = world.architecture()
                .client(member, world.deployment().topology(), world.mechanisms(), new ScreenJournal(member));
        host.start(client);
    }

    /** Says something, after what was said before has been answered. Does not wait. */
    void say(ChannelId channel, String text, ClientMessageId id) {
        speaking.execute(() -> host.run(() -> client.post(channel, text, id)));
    }

    synchronized Screen screen() {
        return new Screen(member, online, List.copyOf(lines));
    }

    @Override
    public void close() {
        speaking.shutdownNow();
        host.close();
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
            });
        }

        @Override
        public Consumer<List<Message>> reading(ChannelId channel) {
            return _ -> {};
        }

        @Override
        public void snapshot(ChannelId channel, List<Message> messages) {
            // What was there before this page was opened is not its story.
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
