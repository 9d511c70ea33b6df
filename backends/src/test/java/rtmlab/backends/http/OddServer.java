package rtmlab.backends.http;

import static org.assertj.core.api.Assertions.assertThat;
import static rtmlab.backends.http.RawSockets.drip;
import static rtmlab.backends.http.RawSockets.write;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that reads a request, and then does not do what it should. */
enum OddServer {
    READS_AND_CLOSES(0, "", After.CLOSES, "broke", Duration.ofSeconds(30)),
    READS_AND_SAYS_HALF(0, OddServer.HALF, After.CLOSES, "broke", Duration.ofSeconds(30)),
    SPEAKS_SOMETHING_ELSE(0, "220 mail.example.com ESMTP\r\n", After.CLOSES, "broke", Duration.ofSeconds(30)),
    ANSWERS_ONCE_AND_CLOSES_THE_KEPT_CONNECTION(1, "", After.CLOSES, "broke", Duration.ofSeconds(30)),
    READS_AND_IS_SILENT(0, "", After.IS_SILENT, "in time", Duration.ofMillis(500)),
    SAYS_HALF_AND_IS_SILENT(0, OddServer.HALF, After.IS_SILENT, "in time", Duration.ofMillis(500)),
    SAYS_HALF_AND_DRIPS(0, OddServer.HALF, After.DRIPS, "in time", Duration.ofMillis(500));

    enum After {
        CLOSES,
        IS_SILENT,
        DRIPS
    }

    private static final String HALF = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"ok\":tr";

    final int goodAnswers;
    final String last;
    final After after;
    final String told;
    final Duration patience;

    OddServer(int goodAnswers, String last, After after, String told, Duration patience) {
        this.goodAnswers = goodAnswers;
        this.last = last;
        this.after = after;
        this.told = told;
        this.patience = patience;
    }

    /** Whether it is certain to have read the last request before the caller learned anything of it. */
    boolean hasReadAll() {
        return after == After.CLOSES;
    }

    void serve(ServerSocket listening, AtomicInteger requests) {
        while (!Thread.currentThread().isInterrupted()) {
            try (var connection = listening.accept()) {
                for (var number = 1; number <= goodAnswers && readRequest(connection, requests); number++) {
                    var answer =
                            "{\"ok\":true,\"user_id\":\"U1\",\"user\":\"alice\",\"team_id\":\"T1\",\"team\":\"rtmlab\"}";
                    write(connection, "HTTP/1.1 200 OK\r\nContent-Length: " + answer.length() + "\r\n\r\n" + answer);
                }
                if (readRequest(connection, requests)) {
                    write(connection, last);
                    goOn(connection);
                }
            } catch (IOException _) {
                // The client has hung up.
            }
        }
    }

    /** Until the client hangs up. */
    private void goOn(Socket connection) throws IOException {
        switch (after) {
            case CLOSES -> {}
            case IS_SILENT -> assertThat(connection.getInputStream().read()).isNegative();
            case DRIPS -> drip(connection, " ");
        }
    }

    private static boolean readRequest(Socket connection, AtomicInteger requests) throws IOException {
        var in = connection.getInputStream();
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        // The body is "{}": its token travels in a header.
        assertThat(in.readNBytes(2)).asString().isEqualTo("{}");
        requests.incrementAndGet();
        return true;
    }
}
