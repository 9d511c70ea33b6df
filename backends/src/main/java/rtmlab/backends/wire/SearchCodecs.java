package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi;

/** Slack's method {@code search.messages}. */
final class SearchCodecs {

    private static final int DEFAULT_COUNT = 20;

    static final Codec<WebApi.Search> SEARCH = Codec.of(
            (request, out) -> {
                WebApiCodecs.writeToken(request.token(), out);
                out.put("query", request.query()).put("count", request.count()).put("page", request.page());
            },
            in -> new WebApi.Search(
                    WebApiCodecs.token(in),
                    query(in),
                    in.numberWithin("count", 1, WebApi.Search.MAX_PAGE, DEFAULT_COUNT),
                    in.numberWithin("page", 1, WebApi.Search.MAX_PAGE, 1)));

    static final Codec<WebApi.SearchResult> SEARCH_RESULT = Codec.of(SearchCodecs::write, SearchCodecs::read);

    private SearchCodecs() {}

    private static void write(WebApi.SearchResult answer, ObjectNode out) {
        var pages = (answer.total() + answer.count() - 1) / answer.count();
        out.put("query", answer.query());
        var messages = out.putObject("messages").put("total", answer.total());
        messages.putObject("paging")
                .put("count", answer.count())
                .put("total", answer.total())
                .put("page", answer.page())
                .put("pages", pages);
        messages.putObject("pagination")
                .put("total_count", answer.total())
                .put("page", answer.page())
                .put("per_page", answer.count())
                .put("page_count", pages);
        var matches = messages.putArray("matches");
        for (var match : answer.matches()) {
            var message = match.message();
            var written = matches.addObject()
                    .put("type", "message")
                    .put("team", match.channel().workspace().value())
                    .put("user", message.author().value())
                    .put("text", message.text())
                    .put("ts", message.ts().toString())
                    .put("client_msg_id", message.clientMessageId().value());
            SlackObjects.CHANNEL.write(match.channel(), written.putObject("channel"));
        }
    }

    private static WebApi.SearchResult read(Fields in) {
        var messages = in.object("messages");
        var paging = messages.object("paging");
        return new WebApi.SearchResult(
                in.text("query"),
                messages.objects("matches").stream()
                        .map(SearchCodecs::readMatch)
                        .toList(),
                messages.integer("total"),
                paging.integer("count"),
                paging.integer("page"));
    }

    private static WebApi.Match readMatch(Fields in) {
        var channel = SlackObjects.CHANNEL.read(in.object("channel"));
        var post = new Post(
                channel.id(),
                new UserId(in.text("user")),
                in.text("text"),
                new ClientMessageId(in.text("client_msg_id")));
        return new WebApi.Match(post.at(Ts.parse(in.text("ts"))), channel);
    }

    private static String query(Fields in) {
        var query = in.optionalText("query");
        if (query == null || query.isBlank()) {
            throw new Malformed("no_query", "missing required field: query");
        }
        return query;
    }
}
