package rtmlab.protocol.shared;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import rtmlab.protocol.Link;
import rtmlab.protocol.UserId;

/** What stands in a message's text beside words, in Slack's markup: whom it mentions, what it links to. */
public final class Markup {

    /** {@code <@U1>} or {@code <@U1|alice>}. */
    private static final Pattern MENTION = Pattern.compile("<@([A-Z0-9a-z]+)(?:\\|[^>]*)?>");

    /** {@code <https://example.com|a label>}, or an address that stands for itself; no bracket or bar belongs to it. */
    private static final Pattern LINK = Pattern.compile("<(https?://[^\\s<>|]+)(?:\\|([^>]*))?>|(https?://[^\\s<>|]+)");

    private static final Pattern CLOSING = Pattern.compile("[.,;:!?)'\"]+$");

    private Markup() {}

    /** The users that a text mentions, each once, in the order in which they first occur. */
    public static List<UserId> mentions(String text) {
        return MENTION.matcher(text)
                .results()
                .map(mention -> new UserId(mention.group(1)))
                .distinct()
                .toList();
    }

    /**
     * The addresses that a text links to, each once, in the order in which they first occur.
     *
     * <p>The kit fetches no page: a link's title is its label, or else its host and path.
     */
    public static List<Link> links(String text) {
        return LINK.matcher(text).results().map(Markup::link).distinct().toList();
    }

    private static Link link(MatchResult found) {
        var marked = found.group(1);
        if (marked == null) {
            var url = CLOSING.matcher(found.group(3)).replaceFirst("");
            return new Link(url, titleOf(url));
        }
        var label = found.group(2);
        return new Link(marked, label == null || label.isBlank() ? titleOf(marked) : label);
    }

    private static String titleOf(String url) {
        return url.replaceFirst("^https?://", "").replaceFirst("[?#].*$", "").replaceFirst("/+$", "");
    }
}
