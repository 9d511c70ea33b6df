package rtmlab.backends.kafka;

import java.io.IOException;

/** What a topic holds at one place. */
record Stored<T>(int partition, long offset, T content) {

    /** How a record's value is read. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode(byte[] value) throws IOException;
    }
}
