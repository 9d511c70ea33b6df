package rtmlab.updated;

import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;

/** What a web app's {@link SendPath} reaches: the log, and the admin servers that have a message broadcast. */
final class SendPorts implements SendPath.Ports {

    private final Host host;
    private final Publisher publisher;
    private final MessageLog messageLog;
    private final ChannelLog channelLog;

    SendPorts(Host host, Publisher publisher, ChannelLog channelLog) {
        this.host = host;
        this.publisher = publisher;
        this.messageLog = new MessageLog(host.log());
        this.channelLog = channelLog;
    }

    @Override
    public LogRecord append(Post post) {
        return messageLog.append(post);
    }

    @Override
    public LogRecord guess(Post post) {
        return messageLog.guess(post);
    }

    @Override
    public Ts broadcast(LogRecord record) {
        try {
            return publisher.publish(record);
        } catch (SlackError refused) {
            throw new NotDone(refused.word());
        }
    }

    @Override
    public Ts placeOf(LogRecord record) {
        return channelLog.placeOf(record);
    }

    @Override
    public void spawn(String name, Runnable task) {
        host.spawn(name, task);
    }
}
