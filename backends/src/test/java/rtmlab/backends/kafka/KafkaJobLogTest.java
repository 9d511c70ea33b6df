package rtmlab.backends.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtmlab.backends.testing.PortHost;
import rtmlab.backends.testing.Servers;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.contract.JobLogContract;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.NotDone;

@Tag("servers")
class KafkaJobLogTest extends JobLogContract {

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    private LogSettings settings = LogSettings.of("");

    @BeforeEach
    void createTopic() {
        settings = LogSettings.of(SERVERS.addresses().kafkaBootstrap())
                .withTopic(Servers.freshName("jobs"))
                .withPartitions(2);
        KafkaLog.create(settings);
    }

    @Override
    protected void inNode(Consumer<Host> code) {
        PortHost.run(steps -> new KafkaJobLog(steps, settings), code);
    }

    @Test
    void withoutKafkaNothingIsAppended() {
        var nowhere = LogSettings.of("127.0.0.1:9").withTimeout(Duration.ofMillis(300));
        var post = new Post(new ChannelId("C1"), new UserId("U1"), "text", new ClientMessageId("id"));

        PortHost.run(
                steps -> new KafkaJobLog(steps, nowhere),
                host -> assertThatThrownBy(() ->
                                host.jobs().append(0, new Job(Job.Kind.PARSE, post.at(Ts.ofLogOffset(1)))))
                        .isInstanceOf(NotDone.class));
    }
}
