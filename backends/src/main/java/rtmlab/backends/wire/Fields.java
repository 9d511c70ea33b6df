package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named values that came over the wire.
 *
 * <p>In JSON a text is a string and a number is a number; in a form or a query everything is text, so there a number is
 * a text of digits. Slack takes such a text in JSON too, and so does this.
 */
public final class Fields {

    private final ObjectNode fields;

    Fields(ObjectNode fields) {
        this.fields = fields;
    }

    static Fields ofForm(Map<String, String> form) {
        var fields = JsonNodeFactory.instance.objectNode();
        form.forEach(fields::put);
        return new Fields(fields);
    }

    /** These, with the token that stood in the request's header. */
    Fields withToken(String token) {
        fields.put("token", token);
        return this;
    }

    boolean has(String name) {
        return fields.hasNonNull(name);
    }

    String text(String name) {
        var text = optionalText(name);
        if (text == null) {
            throw Malformed.arguments("missing required field: " + name);
        }
        return text;
    }

    @Nullable
    String optionalText(String name) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(name, "a string", value);
        }
        return checked(name, value.textValue());
    }

    long number(String name) {
        var number = optionalNumber(name);
        if (number == null) {
            throw Malformed.arguments("missing required field: " + name);
        }
        return number;
    }

    @Nullable
    Long optionalNumber(String name) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isTextual() && value.textValue().matches("-?[0-9]{1,18}")) {
            return Long.parseLong(value.textValue());
        }
        throw wrong(name, "a whole number", value);
    }

    /** A number that fits into 32 bits. */
    int integer(String name) {
        var number = number(name);
        if ((int) number != number) {
            throw Malformed.arguments(name + " is a whole number of at most 32 bits, not " + number);
        }
        return (int) number;
    }

    /** A number from one bound to the other, both allowed; another one where there is none. */
    int numberWithin(String name, int least, int most, int otherwise) {
        var number = optionalNumber(name);
        if (number == null) {
            return otherwise;
        }
        if (number < least || number > most) {
            throw Malformed.arguments(name + " is " + least + " to " + most + ", not " + number);
        }
        return number.intValue();
    }

    /** A number or a text, as text: for places, which clients write either way. */
    @Nullable
    String optionalTextOrNumber(String name) {
        var value = value(name);
        return value != null && value.isNumber() ? value.asText() : optionalText(name);
    }

    /** Slack's truth: {@code true} or 1, in JSON or as text; absent is false. */
    boolean flag(String name) {
        var value = value(name);
        if (value == null) {
            return false;
        }
        return switch (value.asText()) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw wrong(name, "true or false", value);
        };
    }

    Fields object(String name) {
        if (value(name) instanceof ObjectNode object) {
            return new Fields(object);
        }
        throw has(name)
                ? wrong(name, "an object", fields.get(name))
                : Malformed.arguments("missing required field: " + name);
    }

    /** An object, also where it stands as JSON in a text, as in a form. */
    Fields objectOrText(String name) {
        return value(name) instanceof TextNode text ? new Fields(Json.parse(text.textValue())) : object(name);
    }

    List<Fields> objects(String name) {
        var all = new ArrayList<Fields>();
        for (var element : array(name)) {
            if (!(element instanceof ObjectNode object)) {
                throw wrong(name, "an array of objects", element);
            }
            all.add(new Fields(object));
        }
        return all;
    }

    List<String> texts(String name) {
        var all = new ArrayList<String>();
        for (var element : array(name)) {
            if (!element.isTextual()) {
                throw wrong(name, "an array of strings", element);
            }
            all.add(checked(name, element.textValue()));
        }
        return all;
    }

    /** The fields with other names that hold a text, a number or a truth, as JSON. */
    Map<String, String> scalarsBut(String... names) {
        var others = new LinkedHashMap<String, String>();
        for (var field : fields.properties()) {
            if (isScalar(field.getValue()) && !List.of(names).contains(field.getKey())) {
                others.put(field.getKey(), field.getValue().toString());
            }
        }
        return others;
    }

    private static boolean isScalar(JsonNode value) {
        // A number such as 1e999 is infinite once read, which JSON cannot say.
        return value.isTextual() || value.isBoolean() || (value.isNumber() && Double.isFinite(value.doubleValue()));
    }

    /** All but the token, each as text. */
    Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        for (var field : fields.properties()) {
            if (!field.getKey().equals("token")) {
                var value = field.getValue();
                all.put(
                        checked("a field's name", field.getKey()),
                        checked(field.getKey(), value.isTextual() ? value.textValue() : value.toString()));
            }
        }
        return all;
    }

    private JsonNode array(String name) {
        var value = value(name);
        if (value == null) {
            throw Malformed.arguments("missing required field: " + name);
        }
        if (!value.isArray()) {
            throw wrong(name, "an array", value);
        }
        return value;
    }

    private @Nullable JsonNode value(String name) {
        return fields.hasNonNull(name) ? fields.get(name) : null;
    }

    /** No database column takes NUL, and half a surrogate pair is in no encoding: neither may get past the edge. */
    private static String checked(String name, String text) {
        for (var at = 0; at < text.length(); at++) {
            var unit = text.charAt(at);
            if (unit == 0) {
                throw Malformed.arguments(name + " holds a NUL character");
            }
            if (Character.isHighSurrogate(unit)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                at++;
            } else if (Character.isSurrogate(unit)) {
                throw Malformed.arguments(name + " holds half a surrogate pair");
            }
        }
        return text;
    }

    private static Malformed wrong(String name, String wanted, JsonNode got) {
        var shown = got.toString();
        return Malformed.arguments(
                name + " is " + wanted + ", not " + (shown.length() > 60 ? shown.substring(0, 60) + "…" : shown));
    }
}
