package rtmlab.checkers.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    private static final String FORMAT = "rtmlab-history";

    /** Version 2 added reads, snapshots and the end of the faults; whatever was version 1 means the same. */
    private static final int VERSION = 2;

    private static final int FIRST_VERSION = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private JsonLines() {}

    public static History read(Path file) throws IOException {
        try (var in = Files.newBufferedReader(file)) {
            return read(in);
        }
    }

    /** Throws {@link MalformedHistory} with the line on which the text stops being a history. */
    public static History read(Reader in) throws IOException {
        var events = new ArrayList<Event>();
        var rules = new History.Rules();
        var fields = Fields.empty();
        int line = 1;
        try (var parser = JSON.createParser(in)) {
            while (parser.nextToken() != null) {
                line = parser.currentTokenLocation().getLineNr();
                if (readObject(parser, fields.clear())) {
                    var event = fields.toEvent();
                    rules.accept(event);
                    events.add(event);
                } else if (!events.isEmpty()) {
                    throw new IllegalArgumentException("the format is named after events have been read");
                }
            }
        } catch (JsonProcessingException e) {
            throw MalformedHistory.atLine(line(e, line), "this is no complete JSON object: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw MalformedHistory.atLine(line, String.valueOf(e.getMessage()));
        }
        return new History(events);
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

    /** Reads an event's fields; answers false if the object was the header instead. */
    private static boolean readObject(JsonParser parser, Fields fields) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("an event is a JSON object, not " + parser.getText());
        }
        boolean header = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            var value = value(parser, name);
            switch (name) {
                case "format" -> {
                    header = true;
                    requireHeader(value.equals(FORMAT), "the format is " + value + ", not " + FORMAT);
                }
                case "version" ->
                    requireHeader(
                            value instanceof Long version && version >= FIRST_VERSION && version <= VERSION,
                            "this is version " + value + " of the format; versions " + FIRST_VERSION + " to " + VERSION
                                    + " can be read");
                default -> fields.set(name, value);
            }
        }
        return !header;
    }

    private static void requireHeader(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException(complaint);
        }
    }

    private static Object value(JsonParser parser, String name) throws IOException {
        return switch (parser.currentToken()) {
            case START_ARRAY -> texts(parser, name);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default ->
                throw new IllegalArgumentException("\"" + name + "\" is neither a text nor a whole number nor a flag");
        };
    }

    private static List<String> texts(JsonParser parser, String name) throws IOException {
        var texts = new ArrayList<String>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw new IllegalArgumentException("\"" + name + "\" is a list of texts, not of " + parser.getText());
            }
            texts.add(parser.getText());
        }
        return texts;
    }

    private static int line(JsonProcessingException e, int otherwise) {
        var location = e.getLocation();
        return location == null ? otherwise : location.getLineNr();
    }
}
