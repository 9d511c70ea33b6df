package rtmlab.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Notifications;

/** What {@link Notifications} promises. There are none at the start of each test. */
@Timeout(60)
public abstract class NotificationsContract {

    private static final UserId ALICE = new UserId("U1");
    private static final UserId BOB = new UserId("U2");

    /** Runs this as a node, on a host with notifications. */
    protected abstract void inNode(Consumer<Host> code);

    @Test
    void aUserFindsTheirOwnNewestFirst() {
        inNode(host -> {
            var notifications = host.notifications();
            assertThat(notifications.of(BOB, 10)).isEmpty();
            notifications.addOnce(BOB, message(1, "one"));
            notifications.addOnce(BOB, message(3, "three"));
            notifications.addOnce(BOB, message(2, "two"));
            notifications.addOnce(ALICE, message(4, "four"));

            assertThat(notifications.of(BOB, 10))
                    .containsExactly(message(3, "three"), message(2, "two"), message(1, "one"));
            assertThat(notifications.of(BOB, 2)).containsExactly(message(3, "three"), message(2, "two"));
        });
    }

    @Test
    void nobodyIsNotifiedTwiceOfOneMessageAndItsFirstPlaceCounts() {
        inNode(host -> {
            var notifications = host.notifications();
            notifications.addOnce(BOB, message(5, "one"));
            notifications.addOnce(BOB, message(2, "one"));
            notifications.addOnce(BOB, message(9, "one"));

            assertThat(notifications.of(BOB, 10)).containsExactly(message(2, "one"));
        });
    }

    private static Message message(int offset, String id) {
        return new Post(new ChannelId("C1"), ALICE, "hello <@U2>", new ClientMessageId(id)).at(Ts.ofLogOffset(offset));
    }
}
