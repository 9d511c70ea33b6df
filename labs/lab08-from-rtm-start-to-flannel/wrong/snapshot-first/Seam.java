package lab;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import rtmlab.bootstrap.SessionSeam;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.SlackError;

/** First the snapshot, then the stream: whoever goes out between them and comes back is never heard of again. */
public final class Seam implements SessionSeam {

    private final Ports ports;
    private final Deque<Message> latest = new ArrayDeque<>();
    private final Map<ChannelId, Ts> forgotten = new HashMap<>();
    private UserId self;
    private List<ChannelId> channels;

    public Seam(Ports ports) {
        this.ports = ports;
    }

    @Override
    public WebApi.Start begin() {
        var connection = ports.connect();
        self = connection.self().id();
        var snapshot = ports.userBoot();
        ports.open(connection.url());
        var after = new TreeSet<ChannelId>();
        snapshot.channels().forEach(conversation -> after.add(conversation.channel().id()));
        channels = List.copyOf(after);
        return snapshot;
    }

    @Override
    public void passed(Message message) {
        latest.addLast(message);
        if (latest.size() > ports.kept()) {
            var oldest = latest.removeFirst();
            forgotten.merge(oldest.channel(), oldest.ts(), (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    @Override
    public boolean canGoOn() {
        return ports.channelsOf(self).equals(channels);
    }

    @Override
    public Optional<WebApi.Messages> missed(WebApi.History wanted) {
        var lost = forgotten.get(wanted.channel());
        if (lost != null && lost.isAfter(wanted.oldest())) {
            return Optional.empty();
        }
        var found = new ArrayList<Message>();
        for (var message : latest) {
            if (message.channel().equals(wanted.channel())
                    && message.ts().isAfter(wanted.oldest())
                    && wanted.latest().isAfter(message.ts())) {
                found.addFirst(message);
            }
        }
        return found.size() > wanted.limit() ? Optional.empty() : Optional.of(new WebApi.Messages(found, false));
    }
}
