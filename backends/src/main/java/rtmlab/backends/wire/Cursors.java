package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.api.WebApi;

/**
 * Pages of lists: how many, and where to go on.
 *
 * <p>A cursor is opaque to clients: in Base64, what it counts and the last that was shown, as in {@code next_ts:15120}.
 */
final class Cursors {

    private static final int DEFAULT_LIMIT = 100;

    private final String prefix;

    /** @param what the cursors count, such as {@code user} */
    Cursors(String what) {
        this.prefix = what + ":";
    }

    /** The place after which to go on; null for the beginning. */
    @Nullable
    String read(Fields in) {
        var cursor = in.optionalText("cursor");
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            var text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(prefix) && text.length() > prefix.length() && text.indexOf('\0') < 0) {
                return text.substring(prefix.length());
            }
        } catch (IllegalArgumentException _) {
            // Answered below, as any other text that is no cursor of ours.
        }
        throw invalid();
    }

    static Malformed invalid() {
        return new Malformed("invalid_cursor", "this cursor is not from an earlier answer");
    }

    /** The cursor that leads on after this place; empty where nothing comes. */
    void writeNext(@Nullable String last, ObjectNode out) {
        out.putObject("response_metadata").put("next_cursor", last == null ? "" : cursor(last));
    }

    /** The place that an answer's cursor leads on after; null where nothing comes. */
    @Nullable
    String readNext(Fields in) {
        var metadata = in.object("response_metadata");
        var cursor = metadata.text("next_cursor");
        return cursor.isEmpty() ? null : read(Fields.ofForm(Map.of("cursor", cursor)));
    }

    void write(@Nullable String after, ObjectNode out) {
        if (after != null) {
            out.put("cursor", cursor(after));
        }
    }

    private String cursor(String last) {
        return Base64.getEncoder().encodeToString((prefix + last).getBytes(StandardCharsets.UTF_8));
    }

    /** How many a page may hold: what was asked for; 100 where nothing was, or 0. */
    static int limit(Fields in) {
        var limit = in.optionalNumber("limit");
        if (limit == null || limit == 0) {
            return DEFAULT_LIMIT;
        }
        if (limit < 0 || limit > WebApi.MAX_PAGE) {
            throw new Malformed("invalid_limit", "limit is 1 to " + WebApi.MAX_PAGE + ", not " + limit);
        }
        return limit.intValue();
    }
}
