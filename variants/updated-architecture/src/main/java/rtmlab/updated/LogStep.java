package rtmlab.updated;

import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.WebApi.History;
import rtmlab.protocol.api.WebApi.Messages;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.variant.Mechanisms;

/** The log: an append fixes the order, and whatever was not told can be read there. */
final class LogStep implements DurableStep {

    private final ChannelLog channelLog;
    private final SendPath sendPath;

    LogStep(Host host, Publisher publisher, Pieces pieces, Mechanisms on) {
        channelLog = new ChannelLog(host.log(), host.messages(), pieces.firstPlaces(), on);
        sendPath = pieces.sendPath().over(new SendPorts(host, publisher, channelLog));
    }

    @Override
    public Ts take(Post post) {
        return sendPath.send(post);
    }

    @Override
    public Message messageAt(Post repeat, Ts place) {
        return channelLog.messageAt(repeat, place);
    }

    @Override
    public Messages history(History request) {
        return channelLog.history(request);
    }
}
