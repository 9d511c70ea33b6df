package rtmlab.updated;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Message;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.EventLog;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.shared.UntilDone;
import rtmlab.protocol.variant.Mechanisms;

/**
 * Releases the records of one partition in the log's order, each once, however they come here: pushed, late, twice, or
 * not at all.
 */
final class ReleaseOrder implements Order {

    /** How long a record may be on its way before it is read from the log instead. */
    private static final Duration PUSH_GRACE = Duration.ofMillis(250);

    private static final int BATCH = 1_000;

    private final Host host;
    private final Clock clock;
    private final EventLog log;
    private final UntilDone untilDone;
    private final int partition;
    private final Consumer<Message> release;
    private final Recent recent = new Recent(Recent.CAPACITY);
    private final boolean holdsBack;
    private final boolean repairsGaps;
    private final boolean dropsRepeats;

    /** Everything before this offset is released. */
    private long next;

    /** What was released beyond it; only without hold-back. */
    private final Set<Long> ahead = new HashSet<>();

    private final Places places = new Places(ChannelLog.WINDOW);

    ReleaseOrder(Host host, int partition, Mechanisms on, Consumer<Message> release) {
        this.host = host;
        this.clock = host.clock();
        this.log = host.log();
        this.untilDone = new UntilDone(clock);
        this.partition = partition;
        this.release = release;
        this.holdsBack = on.has(UpdatedArchitecture.HOLD_BACK);
        this.repairsGaps = on.has(UpdatedArchitecture.GAP_REPAIR);
        this.dropsRepeats = on.has(UpdatedArchitecture.CLIENT_MESSAGE_ID);
    }

    /** Reads back from the log what an earlier life had in memory. Waits. */
    void rebuild() {
        var end = untilDone.get(() -> log.end(partition));
        next = Math.max(0, end - ChannelLog.WINDOW);
        recent.startAt(Ts.ofLogOffset(next));
        while (next < end) {
            untilDone.get(() -> log.read(partition, next, BATCH)).forEach(this::offer);
        }
    }

    @Override
    public Recent recent() {
        return recent;
    }

    /** From now on, releases what is in the log although its push never came. Does not wait. */
    void follow() {
        if (repairsGaps) {
            host.spawn("follow " + partition, this::releaseWhatWasNeverPushed);
        }
    }

    private void releaseWhatWasNeverPushed() {
        while (true) {
            untilDone.get(() -> log.await(partition, next, 1));
            clock.sleep(PUSH_GRACE);
            untilDone.get(() -> log.read(partition, next, BATCH)).forEach(this::offer);
        }
    }

    /** After those before it; throws when they cannot be read. */
    @Override
    public Ts push(LogRecord record) {
        if (holdsBack && next < record.offset()) {
            if (repairsGaps) {
                readUpTo(record.offset());
            } else {
                // All that is left to do is hope that they are on their way, and then to go on without them.
                clock.sleep(PUSH_GRACE);
                next = Math.max(next, record.offset());
            }
        }
        offer(record);
        return places.placeOf(record);
    }

    private void readUpTo(long offset) {
        while (next < offset) {
            var missing = log.read(partition, next, (int) Math.min(BATCH, offset - next));
            if (missing.isEmpty()) {
                throw new NotDone(
                        "the log does not have what is to be released"); // It was pushed before it was logged.
            }
            missing.forEach(this::offer);
        }
    }

    /** Releases a record whose turn it is; drops one that is released already or is a repeat. Does not wait. */
    private void offer(LogRecord record) {
        var offset = record.offset();
        if (offset < next || ahead.contains(offset)) {
            return;
        }
        if (offset == next) {
            next++;
        } else if (holdsBack) {
            return; // Not its turn: the follower brings it, after those before it.
        } else {
            ahead.add(offset);
        }
        while (ahead.remove(next)) {
            next++;
        }
        if (places.isFirst(record) || !dropsRepeats) {
            var message = record.message();
            recent.add(message);
            release.accept(message);
        }
    }
}
