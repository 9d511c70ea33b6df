package rtmlab.checkers.edn;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/** The characters of a text, a long piece of which lies in memory; knows the line. */
final class Characters {
    static final int END = -1;

    private static final int PIECE = 1 << 16;

    private final Reader in;

    // Readers of tokens look at these directly: going through a method for each character takes most of the time.
    char[] buffer = new char[PIECE];
    int at;
    int limit;
    int line = 1;

    Characters(Reader in) {
        this.in = in;
    }

    /** Answers the next character without taking it, or END. */
    int peek() throws IOException {
        return at < limit || more(at) ? buffer[at] : END;
    }

    /** Answers the character behind the next one, or END. */
    int peekSecond() throws IOException {
        return at + 1 < limit || (peek() != END && more(at)) ? buffer[at + 1] : END;
    }

    int take() throws IOException {
        int taken = peek();
        if (taken != END) {
            at++;
            if (taken == '\n') {
                line++;
            }
        }
        return taken;
    }

    /**
     * Reads more, keeping what lies from this place on, which then lies at 0: {@code at} moves with it. Answers false at
     * the end of the text.
     */
    boolean more(int keepFrom) throws IOException {
        int kept = limit - keepFrom;
        if (kept == buffer.length) {
            buffer = Arrays.copyOf(buffer, kept * 2);
        } else if (keepFrom > 0) {
            System.arraycopy(buffer, keepFrom, buffer, 0, kept);
        }
        at -= keepFrom;
        limit = kept;
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read > 0) {
            limit += read;
        }
        return read > 0;
    }
}
