package rtmlab.harness.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.runtime.RealHost;
import rtmlab.harness.load.LoadFigures.End;
import rtmlab.harness.load.LoadFigures.Flight;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.ForwardingJournal;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Member;

/** A member with the architecture's own client in this process, which says what it is told and counts what it is shown. */
public final class LoadMember implements AutoCloseable {

    private final int position;
    private final Client client;
    private final RealHost host;

    /** By message id: shared by all members. */
    private final Map<String, Flight> flights;

    /**
     * So many requests of one client are under way at once, as in a browser; what is due meanwhile waits its turn. Without
     * that, a pause of the servers is followed by a storm of retries that keeps them down.
     */
    private final Semaphore requests = new Semaphore(8, /* fair= */ true);

    private final Map<String, End> ends = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * Connects at once.
     *
     * @param position among the members
     * @param journal which is told everything, too
     * @param flights what is counted, by message id; shared by all members
     */
    public LoadMember(RealWorld world, Member member, int position, Journal journal, Map<String, Flight> flights) {
        this.position = position;
        this.flights = flights;
        client = world.client(member, new Counting(journal));
        host = world.clientHost(new NodeName(member.name()));
        host.start(client);
    }

    /** Sends it from a thread of its own; the load does not wait for answers. */
    public void say(Channel channel, String text, String id) {
        request(() -> client.post(channel.id(), text, new ClientMessageId(id)), () -> {
            var end = ends.remove(id);
            @Nullable Flight flight = flights.get(id);
            if (flight != null) {
                flight.ended(end == null ? End.UNKNOWN : end);
            }
        });
    }

    /** Reads a channel's whole history, from a thread of its own. */
    public void read(Channel channel) {
        request(() -> client.read(channel.id()), () -> {});
    }

    private void request(Runnable asking, Runnable ended) {
        underWay.incrementAndGet();
        Thread.ofVirtual().start(() -> {
            requests.acquireUninterruptibly();
            try {
                host.run(asking);
            } finally {
                requests.release();
                ended.run();
                underWay.decrementAndGet();
            }
        });
    }

    /** How many messages are neither acknowledged nor given up, and reads not answered, those that wait for their turn among them. */
    public int requestsUnderWay() {
        return underWay.get();
    }

    @Override
    public void close() {
        host.close();
    }

    /** Passes everything on, and counts. */
    private final class Counting extends ForwardingJournal {

        Counting(Journal beneath) {
            super(beneath);
        }

        @Override
        public void acknowledged(Post post, Ts ts) {
            super.acknowledged(post, ts);
            ends.put(post.clientMessageId().value(), End.ACKNOWLEDGED);
        }

        @Override
        public void refused(Post post, String error) {
            super.refused(post, error);
            // Only where no attempt before it may have had an effect is it certain that there is none.
            ends.merge(post.clientMessageId().value(), End.REFUSED, (before, now) -> before);
        }

        @Override
        public void unknown(Post post, String reason) {
            super.unknown(post, reason);
            ends.put(post.clientMessageId().value(), End.UNKNOWN);
        }

        @Override
        public void sawLive(Message message) {
            super.sawLive(message);
            saw(message);
        }

        @Override
        public void sawByCatchUp(Message message) {
            super.sawByCatchUp(message);
            saw(message);
        }

        private void saw(Message message) {
            @Nullable Flight flight = flights.get(message.clientMessageId().value());
            if (flight != null) {
                flight.shownTo(position);
            }
        }
    }
}
