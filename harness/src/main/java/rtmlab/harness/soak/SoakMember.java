package rtmlab.harness.soak;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import rtmlab.backends.runtime.RealHost;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.harness.experiment.RecordingJournal;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.real.RealWorld;
import rtmlab.harness.soak.SoakFigures.End;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Member;

/** A member with a client in this process, which writes history and figures. */
final class SoakMember implements AutoCloseable {

    private final RecordingJournal journal;
    private final Client client;
    private final RealHost host;
    private final SoakFigures figures;

    /** When each message was due, by id: shared by all members. */
    private final Map<String, Long> dueNanos;

    /**
     * So many requests of one client are under way at once, as in a browser; what is due meanwhile waits its turn. Without
     * that, a pause of the servers is followed by a storm of retries that keeps them down.
     */
    private final Semaphore requests = new Semaphore(8, /* fair= */ true);

    private final Map<String, End> ends = new ConcurrentHashMap<>();
    private final AtomicInteger postsUnderWay = new AtomicInteger();

    SoakMember(
            RealWorld world,
            Team team,
            Member member,
            HistoryRecorder history,
            SoakFigures figures,
            Map<String, Long> dueNanos) {
        this.figures = figures;
        this.dueNanos = dueNanos;
        journal = new RecordingJournal(history, team, member);
        client = world.client(member, new Counting(journal));
        host = world.clientHost(new NodeName(member.name()));
        host.start(client);
    }

    RecordingJournal journal() {
        return journal;
    }

    /** Sends it from a thread of its own; the load does not wait for answers. */
    void say(Channel channel, String text, String id) {
        postsUnderWay.incrementAndGet();
        Thread.ofVirtual().start(() -> {
            requests.acquireUninterruptibly();
            try {
                host.run(() -> client.post(channel.id(), text, new ClientMessageId(id)));
            } finally {
                requests.release();
                var end = ends.remove(id);
                figures.ended(end == null ? End.UNKNOWN : end, sinceDue(id));
                postsUnderWay.decrementAndGet();
            }
        });
    }

    boolean hasPostsUnderWay() {
        return postsUnderWay.get() > 0;
    }

    private long sinceDue(String id) {
        return System.nanoTime() - dueNanos.getOrDefault(id, System.nanoTime());
    }

    @Override
    public void close() {
        host.close();
    }

    /** Passes everything on to the history, and counts. */
    private final class Counting implements Journal {
        private final Journal history;

        Counting(Journal history) {
            this.history = history;
        }

        @Override
        public void submitted(Post post, int attempt) {
            history.submitted(post, attempt);
        }

        @Override
        public void acknowledged(Post post, Ts ts) {
            history.acknowledged(post, ts);
            ends.put(post.clientMessageId().value(), End.ACKNOWLEDGED);
        }

        @Override
        public void refused(Post post, String error) {
            history.refused(post, error);
            // Only where no attempt before it may have had an effect is it certain that there is none.
            ends.merge(post.clientMessageId().value(), End.REFUSED, (before, now) -> before);
        }

        @Override
        public void unknown(Post post, String reason) {
            history.unknown(post, reason);
            ends.put(post.clientMessageId().value(), End.UNKNOWN);
        }

        @Override
        public void sawLive(Message message) {
            history.sawLive(message);
            figures.shown(sinceDue(message.clientMessageId().value()));
        }

        @Override
        public void sawByCatchUp(Message message) {
            history.sawByCatchUp(message);
            figures.shown(sinceDue(message.clientMessageId().value()));
        }

        @Override
        public void snapshot(ChannelId channel, List<Message> messages) {
            history.snapshot(channel, messages);
        }

        @Override
        public Consumer<List<Message>> reading(ChannelId channel) {
            return history.reading(channel);
        }

        @Override
        public void online() {
            history.online();
        }

        @Override
        public void offline(String reason) {
            history.offline(reason);
        }
    }
}
