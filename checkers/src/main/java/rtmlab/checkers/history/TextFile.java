package rtmlab.checkers.history;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of text in UTF-8. A mark of the byte order at its beginning, which some editors write, is passed over. */
final class TextFile {
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private TextFile() {}

    /** Makes something of a text. */
    interface Use<T> {
        T of(Reader text) throws IOException;
    }

    /** Throws {@link MalformedHistory} with the line on which the file stops being UTF-8. */
    static <T> T read(Path file, Use<T> use) throws IOException {
        try (var in = reader(file)) {
            return use.of(in);
        } catch (CharacterCodingException _) {
            throw MalformedHistory.atLine(
                    lineOfDamage(file), "this is not UTF-8, or the text is cut off inside a character");
        }
    }

    private static Reader reader(Path file) throws IOException {
        var in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        in.mark(1);
        if (in.read() != BYTE_ORDER_MARK) {
            in.reset();
        }
        return in;
    }

    /** Counts the lines before what cannot be decoded, byte by byte: a decoder of many bytes fails somewhere before it. */
    private static int lineOfDamage(Path file) throws IOException {
        int line = 1;
        try (var bytes = new BufferedInputStream(Files.newInputStream(file))) {
            var text = new ByteArrayOutputStream();
            for (int b = bytes.read(); b >= 0; b = bytes.read()) {
                text.write(b);
                if (b == '\n') {
                    if (!isUtf8(text.toByteArray())) {
                        return line;
                    }
                    text.reset();
                    line++;
                }
            }
        }
        return line;
    }

    private static boolean isUtf8(byte[] line) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
