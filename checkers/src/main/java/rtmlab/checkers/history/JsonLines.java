package rtmlab.checkers.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads and writes histories as JSON lines, one event on each.
 *
 * <p>The first line names the format and its version; a history written by hand may leave it out. Each further line is
 * an object whose {@code type} tells the event and whose other keys are the names of its fields:
 *
 * <pre>{@code
 * {"format":"rtmlab-history","version":2}
 * {"type":"submitted","atMicros":1200,"member":"alice","channel":"general","id":"m1","text":"hello","attempt":1}
 * {"type":"acknowledged","atMicros":2100,"member":"alice","channel":"general","id":"m1","ts":"1700000000.000001"}
 * }</pre>
 */
public final class JsonLines {
    static final String HEADER = "{\"format\":\"rtmlab-history\",\"version\":2}";

    private static final JsonFactory JSON = new JsonFactory();

    private JsonLines() {}

    public static History read(Path file) throws IOException {
        return TextFile.read(file, JsonLines::read);
    }

    /** Throws {@link MalformedHistory} with the line on which the text stops being a history. */
    public static History read(Reader in) throws IOException {
        var events = new ArrayList<Event>();
        var rules = new History.Rules();
        new JsonLinesReader(in, rules, events::add).read();
        return History.of(events, rules);
    }

    /**
     * Hands each event on as it is read, and keeps none: for histories that are larger than memory.
     *
     * <p>Throws {@link MalformedHistory} as {@link #read(Path)} does, but after the events before that line.
     */
    public static void read(Path file, Consumer<? super Event> to) throws IOException {
        TextFile.read(file, in -> {
            new JsonLinesReader(in, new History.Rules(), to).read();
            return file;
        });
    }

    public static void write(History history, Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            write(history, out);
        }
    }

    public static void write(History history, Writer out) throws IOException {
        out.write(HEADER + "\n");
        for (var event : history.events()) {
            out.write(line(event));
            out.write('\n');
        }
        out.flush();
    }

    /** Writes one event, without a line end. */
    public static String line(Event event) {
        var line = new StringWriter();
        try (var json = JSON.createGenerator(line)) {
            json.writeStartObject();
            Fields.of(event).forEach((field, value) -> writeField(json, field.written, value));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    private static void writeField(JsonGenerator json, String name, Object value) {
        try {
            switch (value) {
                case String text -> json.writeStringField(name, text);
                case Long number -> json.writeNumberField(name, number);
                case Boolean flag -> json.writeBooleanField(name, flag);
                case List<?> texts -> {
                    json.writeArrayFieldStart(name);
                    for (var text : texts) {
                        json.writeString((String) text);
                    }
                    json.writeEndArray();
                }
                default -> throw new IllegalArgumentException(name + " cannot be " + value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
