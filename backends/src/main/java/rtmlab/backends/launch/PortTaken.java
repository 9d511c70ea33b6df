package rtmlab.backends.launch;

import java.io.Serial;

/** A port that a server was to listen on belongs to someone else. */
final class PortTaken extends LaunchFailure {

    @Serial
    private static final long serialVersionUID = 1;

    PortTaken(int port, String server) {
        super("port " + port + " on 127.0.0.1, where " + server
                + " was to listen, is taken; stop the program that listens there, or ask for another port");
    }
}
