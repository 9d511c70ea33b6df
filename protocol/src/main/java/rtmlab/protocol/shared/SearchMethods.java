package rtmlab.protocol.shared;

import java.util.Objects;
import java.util.TreeMap;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Post;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.Match;
import rtmlab.protocol.api.WebApi.Search;
import rtmlab.protocol.api.WebApi.SearchResult;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.SearchIndex;
import rtmlab.protocol.port.SlackError;

/** Slack's method {@code search.messages}: words are looked for in the channels that the asker is in. */
public final class SearchMethods {

    private final Http http;
    private final SearchIndex index;
    private final Directory directory;
    private final Access access;

    public SearchMethods(Host host, Access access) {
        this.http = host.http();
        this.index = host.search();
        this.directory = host.directory();
        this.access = access;
    }

    public void serve() {
        http.serve(WebApi.SEARCH, this::search);
    }

    private SearchResult search(Search request) {
        var user = access.require(request.token());
        if (request.query().length() > Post.MAX_TEXT_LENGTH) {
            throw new SlackError("invalid_arguments"); // No message has so many words.
        }
        var channels = new TreeMap<ChannelId, Channel>();
        directory.channelsOf(user.id()).forEach(channel -> channels.put(channel.id(), channel));
        var found = index.find(channels.keySet().stream().toList(), request.query(), request.skip(), request.count());
        var matches = found.messages().stream()
                .map(message -> new Match(message, Objects.requireNonNull(channels.get(message.channel()))))
                .toList();
        return new SearchResult(request.query(), matches, found.total(), request.count(), request.page());
    }
}
