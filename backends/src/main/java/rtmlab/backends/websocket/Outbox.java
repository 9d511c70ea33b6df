package rtmlab.backends.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import rtmlab.backends.runtime.Serial;
import rtmlab.backends.runtime.Tasks;

/** What is still to be written to one connection: one gathered write for all that has come up since the last. */
final class Outbox {

    private static final int MAX_GATHERED = 64;

    private final GatheringByteChannel channel;
    private final Listener listener;
    private final Queue<ByteBuffer> unsent = new ConcurrentLinkedQueue<>();
    private final AtomicLong unsentBytes = new AtomicLong();
    private final Serial writer;
    private volatile boolean writing;

    /** Told by the writing thread. */
    interface Listener {

        /** All that was added has been handed to the network. */
        void written() throws IOException;

        void broken(IOException failure);
    }

    Outbox(String name, GatheringByteChannel channel, Tasks tasks, Listener listener) {
        this.channel = channel;
        this.listener = listener;
        this.writer = new Serial(tasks, name + " writes", this::write);
    }

    /** Does not wait; returns how many bytes are unsent now. */
    long add(ByteBuffer bytes) {
        var size = unsentBytes.addAndGet(bytes.remaining());
        unsent.add(bytes);
        writer.ask();
        return size;
    }

    /** Has the listener told again once everything is written. */
    void ask() {
        writer.ask();
    }

    /** Drops what is not being written yet. */
    void clear() {
        take(Integer.MAX_VALUE);
    }

    /** Whether all that was added has been handed to the network. */
    boolean isWritten() {
        // In this order: the writer says that it writes before it takes.
        return unsent.isEmpty() && !writing;
    }

    private void write() {
        writing = true;
        try {
            for (var batch = take(MAX_GATHERED); batch.length > 0; batch = take(MAX_GATHERED)) {
                var last = batch[batch.length - 1];
                var size = Arrays.stream(batch).mapToLong(ByteBuffer::remaining).sum();
                while (last.hasRemaining()) {
                    channel.write(batch);
                }
                unsentBytes.addAndGet(-size);
            }
            listener.written();
        } catch (IOException e) {
            listener.broken(e);
        } finally {
            writing = false;
        }
    }

    private ByteBuffer[] take(int atMost) {
        var batch = new ArrayList<ByteBuffer>();
        for (var next = unsent.poll(); next != null; next = unsent.poll()) {
            batch.add(next);
            if (batch.size() == atMost) {
                break;
            }
        }
        return batch.toArray(ByteBuffer[]::new);
    }
}
