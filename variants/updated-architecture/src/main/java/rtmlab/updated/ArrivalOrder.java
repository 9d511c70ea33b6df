package rtmlab.updated;

import java.util.function.Consumer;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Message;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.variant.Mechanisms;

/**
 * Releases what is pushed, in the order in which it arrives: where messages are made durable by the database, there is no
 * log to go by, and nothing to read back after a crash.
 */
final class ArrivalOrder implements Order {

    private final Consumer<Message> release;
    private final boolean dropsRepeats;
    private final Recent recent = new Recent(Recent.CAPACITY);
    private final Places places = new Places(ChannelLog.WINDOW);

    ArrivalOrder(Clock clock, Mechanisms on, Consumer<Message> release) {
        this.release = release;
        this.dropsRepeats = on.has(UpdatedArchitecture.CLIENT_MESSAGE_ID);
        recent.startAt(Ts.at(clock.now()));
    }

    @Override
    public Ts push(LogRecord record) {
        if (places.isFirst(record) || !dropsRepeats) {
            recent.add(record.message());
            release.accept(record.message());
        }
        return places.placeOf(record);
    }

    @Override
    public Recent recent() {
        return recent;
    }
}
