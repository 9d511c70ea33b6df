package rtmlab.backends.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** JSON text to trees and back. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Throws {@link Malformed} with Slack's words for what is not JSON, and for JSON that is not an object. */
    static ObjectNode parse(byte[] json) {
        try {
            return requireObject(MAPPER.readTree(json));
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    static ObjectNode parse(String json) {
        try {
            return requireObject(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw notJson(e);
        }
    }

    static byte[] bytes(ObjectNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this cannot stand in JSON: " + e.getOriginalMessage(), e);
        }
    }

    static String text(ObjectNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this cannot stand in JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static ObjectNode requireObject(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new Malformed("json_not_object", "the JSON is not an object in { and }");
    }

    private static Malformed notJson(IOException e) {
        var message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return new Malformed("invalid_json", String.valueOf(message));
    }
}
