package rtmlab.labs.jail;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning of what a student's code prints, and forgets the rest. */
final class TakenOutput extends OutputStream {

    private static final int KEPT_BYTES = 4_096;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long forgottenBytes;

    @Override
    public synchronized void write(int octet) {
        if (kept.size() < KEPT_BYTES) {
            kept.write(octet);
        } else {
            forgottenBytes++;
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        var room = Math.min(length, KEPT_BYTES - kept.size());
        kept.write(bytes, offset, room);
        forgottenBytes += length - room;
    }

    /** What was printed since this was asked last. */
    synchronized String take() {
        var text = kept.toString(StandardCharsets.UTF_8);
        var forgotten = forgottenBytes;
        kept.reset();
        forgottenBytes = 0;
        return forgotten == 0 ? text : text + "\n… and " + forgotten + " bytes more";
    }
}
