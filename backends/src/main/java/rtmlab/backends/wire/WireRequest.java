package rtmlab.backends.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as HTTP carries it. */
public final class WireRequest {

    /** The most that a request's body may hold: some five times the longest message in its longest spelling. */
    public static final int MAX_BODY_BYTES = 131_072;

    private static final String BEARER = "bearer ";

    private final @Nullable String query;
    private final @Nullable String contentType;
    private final @Nullable String authorization;
    private final byte[] body;

    /**
     * @param query the raw query of the URL, without the question mark
     * @param contentType the header, parameters and all
     * @param authorization the header: {@code Bearer xoxp-alice}
     */
    public WireRequest(
            @Nullable String query, @Nullable String contentType, @Nullable String authorization, byte[] body) {
        this.query = query;
        this.contentType = contentType;
        this.authorization = authorization;
        this.body = body;
    }

    public @Nullable String contentType() {
        return contentType;
    }

    public @Nullable String authorization() {
        return authorization;
    }

    public byte[] body() {
        return body;
    }

    /** Who asks: the token, wherever it stands; empty where there is none. */
    public String caller() {
        try {
            var token = fields().optionalText("token");
            return token == null ? "" : token;
        } catch (Malformed _) {
            return ""; // Some methods do not even look at it.
        }
    }

    /** Its fields, however they are written; what stands in the body wins over the query, the header's token over all. */
    Fields fields() {
        if (body.length > MAX_BODY_BYTES) {
            throw new Malformed("request_too_large", "a request holds at most " + MAX_BODY_BYTES + " bytes");
        }
        var fields = body.length == 0 ? Fields.ofForm(form(query)) : bodyFields();
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? fields.withToken(authorization.substring(BEARER.length()).strip())
                : fields;
    }

    private Fields bodyFields() {
        if (contentType == null) {
            throw new Malformed("missing_post_type", "a request with a body says what it is in Content-Type");
        }
        return switch (mediaType(contentType)) {
            case "application/json" -> new Fields(Json.parse(body));
            case "application/x-www-form-urlencoded" -> {
                var form = form(query);
                form.putAll(form(new String(body, StandardCharsets.UTF_8)));
                yield Fields.ofForm(form);
            }
            default ->
                throw new Malformed(
                        "invalid_post_type",
                        "Content-Type is application/json or application/x-www-form-urlencoded, not " + contentType);
        };
    }

    private static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> form(@Nullable String encoded) {
        var form = new LinkedHashMap<String, String>();
        if (encoded == null || encoded.isBlank()) {
            return form;
        }
        for (var pair : encoded.split("&", -1)) {
            var parts = pair.split("=", 2);
            try {
                form.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
            } catch (IllegalArgumentException e) {
                throw new Malformed("invalid_form_data", String.valueOf(e.getMessage()));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.strip(), StandardCharsets.UTF_8);
    }
}
