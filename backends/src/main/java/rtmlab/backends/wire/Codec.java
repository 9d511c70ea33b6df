package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** How one record is written as the fields of a JSON object, and read back from them. */
interface Codec<T> {

    void write(T value, ObjectNode out);

    /** Throws {@link Malformed} when a field is missing or wrong. */
    T read(Fields in);

    static <T> Codec<T> of(BiConsumer<T, ObjectNode> writer, Function<Fields, T> reader) {
        return new Codec<>() {
            @Override
            public void write(T value, ObjectNode out) {
                writer.accept(value, out);
            }

            @Override
            public T read(Fields in) {
                try {
                    return reader.apply(in);
                } catch (IllegalArgumentException | ArithmeticException e) {
                    // A value that checks itself has said what is wrong with it.
                    throw Malformed.arguments(String.valueOf(e.getMessage()));
                }
            }
        };
    }
}
