package rtmlab.checkers.history;

import java.io.CharArrayReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/** The lines of a text, one after the other, each of which lies in one piece of memory. */
final class TextLines {
    private static final int PIECE = 1 << 16;

    private final Reader in;
    private char[] buffer = new char[PIECE];
    private int begin;
    private int end;
    private int next;
    private int limit;
    private int number;

    TextLines(Reader in) {
        this.in = in;
    }

    /** Goes to the next line that is not empty; answers false at the end of the text. */
    boolean next() throws IOException {
        do {
            begin = next;
            end = next;
            while (end == limit || buffer[end] != '\n') {
                if (end == limit && !more()) {
                    next = limit;
                    number++;
                    return begin < limit;
                }
                while (end < limit && buffer[end] != '\n') {
                    end++;
                }
            }
            next = end + 1;
            number++;
        } while (begin == end);
        return true;
    }

    /** Reads more behind the line that has begun, which moves to the front. */
    private boolean more() throws IOException {
        int kept = limit - begin;
        if (kept == buffer.length) {
            buffer = Arrays.copyOf(buffer, kept * 2);
        } else if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, kept);
        }
        end -= begin;
        begin = 0;
        limit = kept;
        int read = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, read);
        return read > 0;
    }

    char[] buffer() {
        return buffer;
    }

    int begin() {
        return begin;
    }

    int end() {
        return end;
    }

    /** Counts from 1. */
    int number() {
        return number;
    }

    Reader line() {
        return new CharArrayReader(buffer, begin, end - begin);
    }

    /** This line and all that follow. */
    Reader rest() {
        int buffered = limit - begin;
        int from = begin;
        return new Reader() {
            private int taken;

            @Override
            public int read(char[] to, int offset, int length) throws IOException {
                if (taken == buffered) {
                    return in.read(to, offset, length);
                }
                int count = Math.min(length, buffered - taken);
                System.arraycopy(buffer, from + taken, to, offset, count);
                taken += count;
                return count;
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }
}
