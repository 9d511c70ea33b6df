package rtmlab.backends.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Bytes on connections, for those who do not speak as a client or a server should. */
final class RawSockets {

    private RawSockets() {}

    static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
    }

    /** A drop every moment until nobody takes any more; none at all for "-". */
    static void drip(Socket connection, String drop) {
        try {
            while (!drop.equals("-")) {
                write(connection, drop);
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException _) {
            // Nobody takes any more.
        }
    }
}
