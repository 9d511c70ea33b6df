package rtmlab.updated;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.variant.Mechanisms;

/** A hold-back queue that holds nothing: what comes too early makes it read from the log what comes before. */
final class HoldBack implements ReleaseBuffer {

    /** How long a record may be on its way before it is read from the log instead. */
    private static final Duration PUSH_GRACE = Duration.ofMillis(250);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final int BATCH = 1_000;

    private final Ports ports;
    private final boolean holdsBack;
    private final boolean repairsGaps;

    /** Everything before this offset is released. */
    private long next;

    /** What was released beyond it; only without hold-back. */
    private final Set<Long> ahead = new HashSet<>();

    HoldBack(Ports ports, Mechanisms on) {
        this.ports = ports;
        this.holdsBack = on.has(UpdatedArchitecture.HOLD_BACK);
        this.repairsGaps = on.has(UpdatedArchitecture.GAP_REPAIR);
    }

    /** Reads back from the log what an earlier life had in memory. */
    @Override
    public void start() {
        var end = untilDone(ports::end);
        next = Math.max(0, end - ChannelLog.WINDOW);
        while (next < end) {
            untilDone(() -> ports.read(next, BATCH)).forEach(this::offer);
        }
        if (repairsGaps) {
            ports.spawn("follow", this::releaseWhatWasNeverPushed);
        }
    }

    private void releaseWhatWasNeverPushed() {
        while (true) {
            var awaited = next;
            untilDone(() -> {
                ports.awaitRecord(awaited);
                return true;
            });
            ports.sleep(PUSH_GRACE);
            if (next == awaited) {
                untilDone(() -> ports.read(next, BATCH)).forEach(this::offer);
            }
        }
    }

    /** After those before it; throws when they cannot be read. */
    @Override
    public void push(LogRecord record) {
        if (holdsBack && next < record.offset()) {
            if (repairsGaps) {
                readUpTo(record.offset());
            } else {
                // All that is left to do is hope that they are on their way, and then to go on without them.
                ports.sleep(PUSH_GRACE);
                next = Math.max(next, record.offset());
            }
        }
        offer(record);
    }

    private void readUpTo(long offset) {
        while (next < offset) {
            var missing = ports.read(next, (int) Math.min(BATCH, offset - next));
            if (missing.isEmpty()) {
                throw new NotDone(
                        "the log does not have what is to be released"); // It was pushed before it was logged.
            }
            missing.forEach(this::offer);
        }
    }

    /** Releases a record whose turn it is, and drops one that is released already. Does not wait. */
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
        ports.release(record);
    }

    private <T> T untilDone(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (CallFailed _) {
                ports.sleep(PAUSE);
            }
        }
    }
}
