package rtmlab.bootstrap;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.SlackError;

/**
 * First the stream, then the snapshot: what happens between them is in both, and not in neither. A stream is begun for
 * the channels that the user is in at that moment: only where these are the same before and after is it known which they
 * were.
 */
final class StreamThenSnapshot implements SessionSeam {

    private final Ports ports;
    private final MissedMessages missed;
    private UserId self = new UserId("nobody");
    private List<ChannelId> channels = List.of();
    private boolean hasMoved;

    StreamThenSnapshot(Ports ports) {
        this.ports = ports;
        this.missed = new MissedMessages(ports.kept());
    }

    @Override
    public WebApi.Start begin() {
        var connection = ports.connect();
        self = connection.self().id();
        var before = ports.channelsOf(self);
        ports.open(connection.url());
        var snapshot = ports.userBoot();
        channels = idsOf(snapshot);
        if (hasMoved || !channels.equals(before)) {
            throw new SlackError("service_unavailable");
        }
        return snapshot;
    }

    /** On the wire private channels come after public ones, so their order says nothing. */
    private static List<ChannelId> idsOf(WebApi.Start snapshot) {
        var ids = new TreeSet<ChannelId>();
        snapshot.channels()
                .forEach(conversation -> ids.add(conversation.channel().id()));
        return List.copyOf(ids);
    }

    @Override
    public void passed(Message message) {
        missed.add(message);
    }

    /** Also of one that the user left and joined again: the stream lacks what was said between. */
    @Override
    public void moved(ChannelId channel) {
        hasMoved = true;
    }

    /** What the stream told of a channel that the user joined or left since is not all that there was. */
    @Override
    public boolean canGoOn() {
        return ports.channelsOf(self).equals(channels) && !hasMoved;
    }

    @Override
    public Optional<WebApi.Messages> missed(WebApi.History wanted) {
        return missed.answer(wanted);
    }
}
