package rtmlab.checkers.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a history's JSON lines.
 *
 * <p>A line that is one flat object is read at once; any other line by a parser for all of JSON; and where that parser
 * cannot make sense of the line alone, it reads all the rest: an object may take several lines.
 */
final class JsonLinesReader {
    private static final String FORMAT = "rtmlab-history";

    /** Version 2 added reads, snapshots and the end of the faults; whatever was version 1 means the same. */
    private static final int VERSION = 2;

    private static final int FIRST_VERSION = 1;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final TextLines lines;
    private final History.Rules rules;
    private final Consumer<? super Event> to;
    private final FlatJson flat = new FlatJson();
    private final Fields flatFields = Fields.unshared();
    private final Fields fields = Fields.empty();
    private boolean begun;

    JsonLinesReader(Reader in, History.Rules rules, Consumer<? super Event> to) {
        this.lines = new TextLines(in);
        this.rules = rules;
        this.to = to;
    }

    void read() throws IOException {
        while (lines.next()) {
            if (flat.read(lines.buffer(), lines.begin(), lines.end(), flatFields.clear())) {
                accept(flatFields, lines.number());
            } else if (isComplete()) {
                read(lines.line(), lines.number());
            } else {
                read(lines.rest(), lines.number());
                return;
            }
        }
    }

    private void accept(Fields complete, int line) {
        try {
            var event = complete.toEvent();
            rules.accept(event);
            begun = true;
            to.accept(event);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw MalformedHistory.atLine(line, String.valueOf(e.getMessage()));
        }
    }

    private boolean isComplete() throws IOException {
        try (var parser = JSON.createParser(lines.line())) {
            while (parser.nextToken() != null) {
                parser.skipChildren();
            }
            return true;
        } catch (JsonProcessingException _) {
            return false;
        }
    }

    private void read(Reader in, int firstLine) throws IOException {
        int line = firstLine;
        try (var parser = JSON.createParser(in)) {
            while (parser.nextToken() != null) {
                line = firstLine - 1 + parser.currentTokenLocation().getLineNr();
                if (readObject(parser, fields.clear())) {
                    accept(fields, line);
                } else if (begun) {
                    throw new IllegalArgumentException("the format is named after events have been read");
                }
            }
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw MalformedHistory.atLine(
                    at == null ? line : firstLine - 1 + at.getLineNr(),
                    "this is no complete JSON object: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw MalformedHistory.atLine(line, String.valueOf(e.getMessage()));
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
}
