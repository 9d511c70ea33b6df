package rtmlab.backends.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An answer as HTTP carries it: a status and a JSON object with {@code "ok"} in it. */
public final class WireAnswer {

    private final int status;
    private final byte[] body;
    private final Duration wait;

    public WireAnswer(int status, byte[] body) {
        this(status, body, Duration.ofSeconds(1));
    }

    private WireAnswer(int status, byte[] body, Duration wait) {
        this.status = status;
        this.body = body;
        this.wait = wait;
    }

    /** The refusal of one call too many: {@code rate_limited}, of whatever method. */
    public static WireAnswer tooMany(Duration wait) {
        return new WireAnswer(429, refusal("rate_limited").body, wait);
    }

    /** After how many seconds it is worth asking again, where the status is 429. */
    public long retryAfterSeconds() {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    public int status() {
        return status;
    }

    public byte[] body() {
        return body;
    }

    /** The refusal with this word of Slack's, under the HTTP status that goes with it. */
    public static WireAnswer refusal(String word) {
        return refusal(word, null);
    }

    /**
     * The refusal with this word of Slack's and a sentence.
     *
     * @param detail what exactly was wrong, for whoever reads the answer
     */
    public static WireAnswer refusal(String word, @Nullable String detail) {
        var json = Json.object().put("ok", false).put("error", word);
        if (detail != null) {
            json.putObject("response_metadata").putArray("messages").add("[ERROR] " + detail);
        }
        return new WireAnswer(statusOf(word), Json.bytes(json));
    }

    private static int statusOf(String word) {
        return switch (word) {
            case "not_authed", "invalid_auth" -> 401;
            case "unknown_method" -> 404;
            case "request_timeout" -> 408;
            case "request_too_large" -> 413;
            case "rate_limited" -> 429;
            case "fatal_error" -> 500;
            case "service_unavailable" -> 503;
            default -> word.endsWith("_not_found") ? 404 : 400;
        };
    }

    /**
     * The status for a client that is one of Slack's SDKs. Slack says in the body alone what it refuses, and answers with
     * 200; its SDKs take anything else for a broken server, but for 429, which they wait for, and what never got as far as
     * a method.
     */
    public int statusForSlackSdk() {
        return switch (status) {
            case 400, 401, 404 -> 200;
            default -> status;
        };
    }

    @Override
    public String toString() {
        return status + " " + new String(body, StandardCharsets.UTF_8);
    }
}
