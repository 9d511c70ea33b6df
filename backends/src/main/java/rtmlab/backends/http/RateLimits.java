package rtmlab.backends.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often one token may call a method of the Web API, in calls a minute; {@code chat.postMessage} counts per channel.
 *
 * <p>Each web app counts for itself, as an edge proxy in front of it would. Slack's own limits stand in its API
 * documentation, as tiers of 1, 20, 50 and 100 calls a minute; in the kit they are off unless somebody asks for them.
 *
 * @param callsPerMinute by the method's name; what is not named is not limited
 */
public record RateLimits(Map<String, Integer> callsPerMinute) {

    /** What names the limits of a process: {@code slack}, or {@code users.list=20,chat.postMessage=60}. */
    public static final String VARIABLE = "RTM_RATE_LIMITS";

    public static final RateLimits NONE = new RateLimits(Map.of());

    private static final Map<Integer, String> SLACKS_TIERS = Map.of(
            1, "rtm.connect rtm.start",
            20,
                    "conversations.create conversations.list conversations.rename users.list users.setPresence search.messages",
            50,
                    "conversations.history conversations.info conversations.invite conversations.join conversations.leave conversations.mark"
                            + " users.conversations users.getPresence users.profile.set",
            60, "chat.postMessage",
            100, "api.test auth.test conversations.members users.info");

    public RateLimits {
        callsPerMinute = Map.copyOf(callsPerMinute);
        callsPerMinute.forEach((method, calls) -> {
            if (calls < 1) {
                throw new IllegalArgumentException(method + " needs at least one call a minute, not " + calls);
            }
        });
    }

    /** Slack's tiers, and one message a second to a channel. */
    public static RateLimits slack() {
        var limits = new LinkedHashMap<String, Integer>();
        SLACKS_TIERS.forEach((calls, methods) -> {
            for (var method : methods.split(" ", -1)) {
                limits.put(method, calls);
            }
        });
        return new RateLimits(limits);
    }

    /** Reads what {@link #VARIABLE} may hold; throws {@link IllegalArgumentException} for anything else. */
    public static RateLimits parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return NONE;
        }
        if (text.equals("slack")) {
            return slack();
        }
        var limits = new LinkedHashMap<String, Integer>();
        for (var limit : text.split(",", -1)) {
            if (!limit.matches("[a-zA-Z.]+=[0-9]{1,9}")) {
                throw new IllegalArgumentException(VARIABLE
                        + " is slack, or a list such as users.list=20,chat.postMessage=60," + " not \"" + text + '"');
            }
            var parts = limit.split("=", 2);
            limits.put(parts[0], Integer.parseInt(parts[1]));
        }
        return new RateLimits(limits);
    }
}
