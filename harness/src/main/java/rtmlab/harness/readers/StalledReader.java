package rtmlab.harness.readers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Ts;

/**
 * A WebSocket whose owner reads nothing until {@link #wake}: bare TCP, since every library reads ahead.
 *
 * <p>What it finds then is what somebody had kept for it: the gateway, or the two kernels.
 */
final class StalledReader implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RECEIVE_BUFFER_BYTES = 4_096;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;

    private final Socket socket = new Socket();

    /** One message as it was shown: its place stands for it. */
    record Shown(ChannelId channel, Ts ts) {}

    /**
     * What was there for it when it looked again.
     *
     * @param closeCode the WebSocket's, 0 when the connection ended without one
     */
    record Found(List<Shown> shown, long bytes, int closeCode, String reason) {}

    /** Opens the WebSocket, and reads no more than that it is open. */
    StalledReader(URI url) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        var request = String.join(
                "\r\n",
                "GET " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1",
                "Host: " + url.getAuthority(),
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "",
                "");
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads everything up to the end of the connection. */
    Found wake() throws IOException {
        var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        skipHandshake(in);
        var shown = new ArrayList<Shown>();
        var bytes = 0L;
        try {
            while (true) {
                var opcode = in.readUnsignedByte() & 0x0f;
                var payload = in.readNBytes(length(in));
                bytes += payload.length;
                if (opcode == CLOSE) {
                    return new Found(shown, bytes, code(payload), reason(payload));
                }
                if (opcode == TEXT) {
                    note(JSON.readTree(payload), shown);
                }
            }
        } catch (EOFException e) {
            return new Found(shown, bytes, 0, "the connection ended");
        }
    }

    private static void skipHandshake(DataInputStream in) throws IOException {
        var lineEnds = 0;
        while (lineEnds < 2) {
            switch (in.readUnsignedByte()) {
                case '\r' -> {}
                case '\n' -> lineEnds++;
                default -> lineEnds = 0;
            }
        }
    }

    /** Of a frame that is not masked, as servers send them (RFC 6455, section 5.2). */
    private static int length(DataInputStream in) throws IOException {
        var length = in.readUnsignedByte();
        return switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> Math.toIntExact(in.readLong());
            default -> length;
        };
    }

    private static void note(JsonNode frame, List<Shown> shown) {
        if (frame.path("type").asText().equals("message")) {
            shown.add(new Shown(
                    new ChannelId(frame.path("channel").asText()),
                    Ts.parse(frame.path("ts").asText())));
        }
    }

    private static int code(byte[] payload) {
        return payload.length < 2 ? 0 : Byte.toUnsignedInt(payload[0]) << 8 | Byte.toUnsignedInt(payload[1]);
    }

    private static String reason(byte[] payload) {
        return payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
