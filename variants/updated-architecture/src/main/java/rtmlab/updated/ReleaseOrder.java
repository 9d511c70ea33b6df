package rtmlab.updated;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Message;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.variant.Mechanisms;

/** Releases the records of one partition as its {@link ReleaseBuffer} gives them out, without those that are repeats. */
final class ReleaseOrder implements Order {

    private final Consumer<Message> release;
    private final boolean dropsRepeats;
    private final FirstPlaces places;
    private final ReleaseBuffer buffer;
    private final Recent recent = new Recent(Recent.CAPACITY);
    private boolean hasStarted;

    /** The highest offset that was given out. */
    private long highest = -1;

    ReleaseOrder(Host host, int partition, Pieces pieces, Mechanisms on, Consumer<Message> release) {
        this.release = release;
        this.dropsRepeats = on.has(UpdatedArchitecture.CLIENT_MESSAGE_ID);
        this.places = pieces.firstPlaces().ofReader();
        this.buffer = pieces.releaseBuffer().over(new Ports(host, partition));
    }

    /** Reads back what an earlier life had in memory, and follows the log from now on. Waits. */
    void start() {
        buffer.start();
        startAt(Ts.ofLogOffset(0)); // Where the log is still empty.
    }

    private void startAt(Ts first) {
        if (!hasStarted) {
            hasStarted = true;
            recent.startAt(first);
        }
    }

    @Override
    public Recent recent() {
        return recent;
    }

    @Override
    public Ts push(LogRecord record) {
        buffer.push(record);
        if (record.offset() > highest) {
            throw new NotDone("it is held back, so nobody knows yet whether it is a repeat");
        }
        return places.placeOf(record);
    }

    private void giveOut(LogRecord record) {
        startAt(record.ts());
        highest = Math.max(highest, record.offset());
        places.note(record);
        if (!dropsRepeats || !places.isRepeat(record)) {
            var message = record.message();
            recent.add(message);
            release.accept(message);
        }
    }

    /** What the buffer of this partition reaches. */
    private final class Ports implements ReleaseBuffer.Ports {
        private final Host host;
        private final int partition;

        Ports(Host host, int partition) {
            this.host = host;
            this.partition = partition;
        }

        @Override
        public void release(LogRecord record) {
            giveOut(record);
        }

        @Override
        public List<LogRecord> read(long from, int limit) {
            return host.log().read(partition, from, limit);
        }

        @Override
        public void awaitRecord(long offset) {
            host.log().await(partition, offset, 1);
        }

        @Override
        public long end() {
            return host.log().end(partition);
        }

        @Override
        public void sleep(Duration duration) {
            host.clock().sleep(duration);
        }

        @Override
        public void spawn(String name, Runnable task) {
            host.spawn(name + " " + partition, task);
        }
    }
}
