package rtmlab.labs.real;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Passes the beginning of what is written on, and forgets the rest: a student's code may print without end. */
final class CutOutput extends OutputStream {

    private static final long PASSED_BYTES = 1_000_000;
    private static final String CUT = "\n… and whatever is printed from here on is forgotten\n";

    private final OutputStream to;
    private long left;

    CutOutput(OutputStream to, long passedBytes) {
        this.to = to;
        this.left = passedBytes;
    }

    /** From here on, all that this process prints goes through one. */
    static void ofThisProcess() {
        var cut = new PrintStream(new CutOutput(System.err, PASSED_BYTES), true, StandardCharsets.UTF_8);
        System.setOut(cut);
        System.setErr(cut);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            return;
        }
        var passed = Math.toIntExact(Math.min(left, length));
        to.write(bytes, offset, passed);
        left -= passed;
        if (left == 0) {
            to.write(CUT.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }
}
