package rtmlab.harness.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Many WebSocket clients on one thread, which read what they are sent, look for a message's number in it, and do nothing
 * else: a thousand of them must cost less than the server that they listen to.
 *
 * <p>Not Java-WebSocket's client, which takes two threads and a copy of every frame.
 */
final class Onlookers implements AutoCloseable {

    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Selector selector;
    private final Thread thread = Thread.ofPlatform().name("onlookers").unstarted(this::lookOn);
    private final Queue<Onlooker> coming = new ConcurrentLinkedQueue<>();
    private final AtomicInteger greeted = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();
    private final BiConsumer<Long, Integer> shown;
    private volatile boolean isClosed;

    /** @param shown is told the number of a message, and the position of the onlooker who was sent it */
    Onlookers(BiConsumer<Long, Integer> shown) throws IOException {
        this.shown = shown;
        selector = Selector.open();
        thread.start();
    }

    /** One more, at this address. Returns when the WebSocket is open. */
    void join(URI url, int position) throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
        try {
            var rest = Handshake.shake(channel, url);
            channel.configureBlocking(false);
            coming.add(new Onlooker(channel, position, rest));
            selector.wakeup();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** How many have been told that events come from now on. */
    int greeted() {
        return greeted.get();
    }

    /** How many have lost their connection: what they miss is not measured, so there should be none. */
    int gone() {
        return gone.get();
    }

    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookOn() {
        var bytes = ByteBuffer.allocateDirect(1 << 18);
        try (selector) {
            while (!isClosed) {
                selector.select();
                for (var one = coming.poll(); one != null; one = coming.poll()) {
                    one.channel.register(selector, SelectionKey.OP_READ, one);
                    one.take(ByteBuffer.allocate(0));
                }
                for (var key : selector.selectedKeys()) {
                    ((Onlooker) key.attachment()).read(bytes);
                }
                selector.selectedKeys().clear();
            }
            for (var key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the onlookers can look no longer", e);
        }
    }

    /** One client; all is done by the thread of the onlookers. */
    private final class Onlooker {
        private final SocketChannel channel;
        private final int position;

        /** The beginning of a frame whose end has not come yet. */
        private byte[] rest;

        Onlooker(SocketChannel channel, int position, byte[] rest) {
            this.channel = channel;
            this.position = position;
            this.rest = rest;
        }

        void read(ByteBuffer bytes) throws IOException {
            bytes.clear();
            try {
                if (channel.read(bytes) < 0) {
                    throw new EOFException();
                }
            } catch (IOException _) {
                leave();
                return;
            }
            take(bytes.flip());
        }

        void take(ByteBuffer more) throws IOException {
            var all = more;
            if (rest.length > 0) {
                all = ByteBuffer.allocate(rest.length + more.remaining())
                        .put(rest)
                        .put(more)
                        .flip();
            }
            while (takeFrame(all)) {
                // Until the last one that is there as a whole.
            }
            rest = new byte[all.remaining()];
            all.get(rest);
        }

        /** Servers send short frames unmasked and whole; false when this one is not all there. */
        private boolean takeFrame(ByteBuffer all) throws IOException {
            var start = all.position();
            if (all.remaining() < 2) {
                return false;
            }
            var opcode = all.get() & 0xf;
            var length = all.get() & 0x7f;
            var more = length == 126 ? 2 : length == 127 ? 8 : 0;
            if (all.remaining() < more) {
                all.position(start);
                return false;
            }
            if (more > 0) {
                length = more == 2 ? all.getShort() & 0xffff : Math.toIntExact(all.getLong());
            }
            if (all.remaining() < length) {
                all.position(start);
                return false;
            }
            var end = all.position() + length;
            switch (opcode) {
                case TEXT -> look(all, end);
                case PING -> answer(all, length);
                case CLOSE -> leave();
                default -> {} // A pong, perhaps.
            }
            all.position(end);
            return true;
        }

        private void look(ByteBuffer all, int end) {
            for (var at = all.position(); at < end; at++) {
                if (all.get(at) == '~') {
                    var number = 0L;
                    for (at++; at < end && all.get(at) != '~'; at++) {
                        number = number * 10 + (all.get(at) - '0');
                    }
                    shown.accept(number, position);
                    return;
                }
            }
            if (StandardCharsets.UTF_8
                    .decode(all.duplicate().limit(end))
                    .toString()
                    .contains("\"hello\"")) {
                greeted.incrementAndGet();
            }
        }

        /** Masked with zeros: a mask guards proxies, of which there are none here. */
        private void answer(ByteBuffer all, int length) throws IOException {
            var pong = ByteBuffer.allocate(6 + length)
                    .put((byte) (0x80 | PONG))
                    .put((byte) (0x80 | length))
                    .putInt(0);
            pong.put(all.duplicate().limit(all.position() + length)).flip();
            channel.write(pong);
        }

        private void leave() throws IOException {
            if (channel.isOpen() && !isClosed) {
                gone.incrementAndGet();
            }
            channel.close();
        }
    }

    /** The beginning of a WebSocket, as HTTP. */
    private static final class Handshake {

        private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        private Handshake() {}

        /** Returns what came behind the answer. */
        static byte[] shake(SocketChannel channel, URI url) throws IOException {
            var path = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
            var request = "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            .formatted(path, url.getHost(), url.getPort())
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            var answer = new byte[1 << 14];
            var arrived = ByteBuffer.wrap(answer);
            while (true) {
                if (channel.read(arrived) < 0) {
                    throw new EOFException("the WebSocket's handshake was cut off");
                }
                var end = endOfHead(answer, arrived.position());
                if (end > 0) {
                    var status = new String(answer, 0, Math.min(end, 12), StandardCharsets.US_ASCII);
                    if (!status.equals("HTTP/1.1 101")) {
                        throw new IOException("no WebSocket, but " + status);
                    }
                    return Arrays.copyOfRange(answer, end, arrived.position());
                }
            }
        }

        private static int endOfHead(byte[] answer, int length) {
            for (var at = 0; at + END.length <= length; at++) {
                if (Arrays.equals(answer, at, at + END.length, END, 0, END.length)) {
                    return at + END.length;
                }
            }
            return 0;
        }
    }
}
