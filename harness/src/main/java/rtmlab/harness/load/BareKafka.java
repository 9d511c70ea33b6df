package rtmlab.harness.load;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import rtmlab.backends.kafka.BareAppends;
import rtmlab.backends.kafka.LogSettings;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.harness.load.LoadFigures.End;
import rtmlab.harness.load.LoadFigures.Flight;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Post;
import rtmlab.protocol.UserId;

/** Kafka alone, from this process: what a message costs when there is no architecture around the log. */
final class BareKafka implements Subject {

    private final EmbeddedServers servers;
    private final BareAppends appends;
    private final int textBytes;
    private final int channels;
    private final AtomicInteger underWay = new AtomicInteger();

    BareKafka(EmbeddedServers servers, int channels, int textBytes) {
        this.servers = servers;
        this.channels = channels;
        this.textBytes = textBytes;
        appends = new BareAppends(
                LogSettings.of(servers.addresses().kafkaBootstrap()).withTopic("bare-kafka"));
    }

    @Override
    public String name() {
        return "bare Kafka";
    }

    @Override
    public int members() {
        return 0;
    }

    @Override
    public void send(long number, Flight flight) {
        underWay.incrementAndGet();
        appends.append(post(number, channels, textBytes), isAcknowledged -> {
            flight.ended(isAcknowledged ? End.ACKNOWLEDGED : End.UNKNOWN);
            underWay.decrementAndGet();
        });
    }

    /** As a web app would append it. */
    static Post post(long number, int channels, int textBytes) {
        return new Post(
                new ChannelId("C1-" + (number % channels + 1)),
                new UserId("U1x1"),
                Text.of(number, textBytes),
                new ClientMessageId("load-" + number));
    }

    @Override
    public boolean isCalm() {
        return underWay.get() == 0;
    }

    @Override
    public List<ProcessHandle> processes() {
        return servers.processes();
    }

    @Override
    public void close() {
        appends.close();
    }
}
