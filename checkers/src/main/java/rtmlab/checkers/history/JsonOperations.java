package rtmlab.checkers.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation.Moment;
import rtmlab.checkers.history.Operation.Outcome;

/**
 * Reads and writes the operations of clients on any object as JSON lines, one object for each invocation and each answer.
 *
 * <pre>{@code
 * {"format":"rtmlab-operations","version":1}
 * {"type":"invoke","process":0,"f":"write","value":3,"timeNanos":1000}
 * {"type":"ok","process":0,"f":"write","value":3,"timeNanos":2000}
 * }</pre>
 *
 * <p>It means what {@link JepsenOperations} means. A process that is a text tells of faults: its lines are passed over.
 */
public final class JsonOperations {
    private static final String FORMAT = "rtmlab-operations";
    private static final int VERSION = 1;
    private static final Set<String> FIELDS = Set.of("type", "process", "f", "key", "value", "timeNanos");
    private static final int MAX_DEPTH = 500;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Calls calls = new Calls();
    private final List<NemesisEvent> nemesis = new ArrayList<>();
    private int places;
    private boolean begun;

    private JsonOperations() {}

    /** Answers the operations in the order of their invocations. */
    public static List<Operation> read(Path file) throws IOException {
        return TextFile.read(file, JsonOperations::read);
    }

    /** Throws {@link MalformedHistory} with the line on which the text stops being a history. */
    public static List<Operation> read(Reader in) throws IOException {
        return all(in).calls.all();
    }

    /** Answers what the history tells of faults. */
    public static List<NemesisEvent> nemesis(Path file) throws IOException {
        return TextFile.read(file, JsonOperations::nemesis);
    }

    /** Throws {@link MalformedHistory} with the line on which the text stops being a history. */
    public static List<NemesisEvent> nemesis(Reader in) throws IOException {
        return all(in).nemesis;
    }

    private static JsonOperations all(Reader in) throws IOException {
        var operations = new JsonOperations();
        int line = 1;
        try (var parser = JSON.createParser(in)) {
            while (parser.nextToken() != null) {
                line = parser.currentTokenLocation().getLineNr();
                operations.accept(parser, line);
            }
        } catch (JsonEOFException e) {
            throw MalformedHistory.atLine(line, "this is no complete JSON object: the text ends before it does");
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw MalformedHistory.atLine(
                    at == null ? line : at.getLineNr(), "this is no complete JSON object: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw MalformedHistory.atLine(line, String.valueOf(e.getMessage()));
        }
        return operations;
    }

    private void accept(JsonParser parser, int line) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("an operation is a JSON object, not " + parser.getText());
        }
        var fields = new LinkedHashMap<String, Edn>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser, 0));
        }
        if (fields.containsKey("format")) {
            requireFormat(fields);
            return;
        }
        begun = true;
        // A misspelt field would be a missing one: a read that tells nothing fits anything.
        for (var name : fields.keySet()) {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("no operation has a field \"" + name + "\"");
            }
        }
        var type = text(fields, "type");
        var process = fields.get("process");
        if (process instanceof Edn.Text(var name)) {
            nemesis.add(new NemesisEvent(
                    name,
                    fields.get("f") instanceof Edn.Text(var f) ? f : "",
                    fields.getOrDefault("value", Edn.nil()),
                    places,
                    new Moment(line, fields.get("timeNanos") instanceof Edn.Int(var nanos) ? nanos : Moment.UNTIMED)));
            return;
        }
        if (!(process instanceof Edn.Int(var number))) {
            throw new IllegalArgumentException(
                    process == null
                            ? "an operation lacks its \"process\""
                            : "\"process\" is a whole number, or a text for faults, not " + EdnWriter.write(process));
        }
        var moment = new Moment(line, nanos(fields.get("timeNanos")));
        var f = text(fields, "f");
        var value = fields.getOrDefault("value", Edn.nil());
        places += type.equals("info") ? 0 : 1;
        if (type.equals("invoke")) {
            calls.invoke(number, f, fields.getOrDefault("key", Edn.nil()), value, moment);
        } else {
            calls.answer(number, type, f, fields.getOrDefault("key", Edn.nil()), value, moment);
        }
    }

    private void requireFormat(Map<String, Edn> fields) {
        if (begun) {
            throw new IllegalArgumentException("the format is named after operations have been read");
        }
        if (!Edn.of(FORMAT).equals(fields.get("format"))) {
            throw new IllegalArgumentException("the format is " + shown(fields.get("format")) + ", not " + FORMAT);
        }
        if (!Edn.of(VERSION).equals(fields.get("version"))) {
            throw new IllegalArgumentException("this is version " + shown(fields.get("version"))
                    + " of the format; version " + VERSION + " can be read");
        }
    }

    private static String shown(@Nullable Edn value) {
        return value instanceof Edn.Text(var text) ? text : value == null ? "missing" : EdnWriter.write(value);
    }

    private static String text(Map<String, Edn> fields, String name) {
        return switch (fields.get(name)) {
            case Edn.Text(var text) -> text;
            case null -> throw new IllegalArgumentException("an operation lacks its \"" + name + "\"");
            case Edn other ->
                throw new IllegalArgumentException(
                        "\"" + name + "\" is a text, not " + Words.cut(EdnWriter.write(other)));
        };
    }

    private static long nanos(@Nullable Edn time) {
        return switch (time) {
            case Edn.Int(var nanos) -> nanos;
            case null -> Moment.UNTIMED;
            case Edn other ->
                throw new IllegalArgumentException("\"timeNanos\" is a whole number, not " + EdnWriter.write(other));
        };
    }

    private static Edn value(JsonParser parser, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("values are nested more than " + MAX_DEPTH + " deep");
        }
        return switch (parser.currentToken()) {
            case VALUE_NULL -> Edn.nil();
            case VALUE_TRUE -> Edn.of(true);
            case VALUE_FALSE -> Edn.of(false);
            case VALUE_NUMBER_INT -> Edn.of(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> new Edn.Real(parser.getDoubleValue());
            case VALUE_STRING -> Edn.of(parser.getText());
            case START_ARRAY -> {
                var items = new ArrayList<Edn>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser, depth + 1));
                }
                yield new Edn.VectorOf(items);
            }
            case START_OBJECT -> {
                var entries = new LinkedHashMap<Edn, Edn>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var name = Edn.of(parser.currentName());
                    parser.nextToken();
                    entries.put(name, value(parser, depth + 1));
                }
                yield new Edn.MapOf(entries);
            }
            case null, default -> throw new IllegalArgumentException("a value is missing");
        };
    }

    public static void write(List<Operation> operations, Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            write(operations, out);
        }
    }

    /** Writes keywords and symbols as texts, and lists and sets as arrays: JSON has no others. */
    public static void write(List<Operation> operations, Writer out) throws IOException {
        var lines = new ArrayList<Line>();
        for (var operation : operations) {
            lines.add(new Line(operation.invokedAt(), operation, "invoke", operation.input(), operation.invoked()));
            var answered = operation.answered();
            if (answered != null) {
                var output = operation.output() == null ? operation.input() : operation.output();
                var type = operation.outcome() == Outcome.OK ? "ok" : "fail";
                lines.add(new Line(operation.answeredAt(), operation, type, output, answered));
            }
        }
        lines.sort((a, b) -> Integer.compare(a.place, b.place));
        out.write("{\"format\":\"" + FORMAT + "\",\"version\":" + VERSION + "}\n");
        try (var json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.setRootValueSeparator(new SerializedString(""));
            for (var line : lines) {
                line.write(json);
                json.writeRaw('\n');
            }
        }
        out.flush();
    }

    private record Line(int place, Operation operation, String type, Edn value, Moment moment) {

        void write(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeNumberField("process", operation.process());
            json.writeStringField("f", operation.f());
            if (!operation.key().equals(Edn.nil())) {
                json.writeFieldName("key");
                JsonOperations.write(operation.key(), json);
            }
            json.writeFieldName("value");
            JsonOperations.write(value, json);
            if (moment.nanos() != Moment.UNTIMED) {
                json.writeNumberField("timeNanos", moment.nanos());
            }
            json.writeEndObject();
        }
    }

    private static void write(Edn value, JsonGenerator json) throws IOException {
        switch (value) {
            case Edn.Nil() -> json.writeNull();
            case Edn.Bool(var flag) -> json.writeBoolean(flag);
            case Edn.Int(var number) -> json.writeNumber(number);
            case Edn.Real(var number) -> json.writeNumber(number);
            case Edn.Text(var text) -> json.writeString(text);
            case Edn.Letter(var letter) -> json.writeString(String.valueOf(letter));
            case Edn.Keyword(var name) -> json.writeString(name);
            case Edn.Symbol(var name) -> json.writeString(name);
            case Edn.ListOf(var items) -> write(items, json);
            case Edn.VectorOf(var items) -> write(items, json);
            case Edn.SetOf(var items) -> write(items, json);
            case Edn.Tagged tagged -> write(tagged.value(), json);
            case Edn.MapOf(var entries) -> {
                json.writeStartObject();
                for (var entry : entries.entrySet()) {
                    json.writeFieldName(
                            entry.getKey() instanceof Edn.Text(var text) ? text : EdnWriter.write(entry.getKey()));
                    write(entry.getValue(), json);
                }
                json.writeEndObject();
            }
        }
    }

    private static void write(Iterable<Edn> items, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (var item : items) {
            write(item, json);
        }
        json.writeEndArray();
    }
}
