package rtmlab.protocol.shared;

import java.util.ArrayList;
import java.util.List;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ReadMark;
import rtmlab.protocol.Standing;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.Conversation;
import rtmlab.protocol.api.WebApi.Conversations;
import rtmlab.protocol.api.WebApi.Done;
import rtmlab.protocol.api.WebApi.ListConversations;
import rtmlab.protocol.api.WebApi.ListMembers;
import rtmlab.protocol.api.WebApi.Mark;
import rtmlab.protocol.api.WebApi.Members;
import rtmlab.protocol.api.WebApi.OneConversation;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;

/**
 * Slack's methods {@code conversations.*} that are the asker's own affair: all but {@code history}, which is where the
 * architectures differ, and but for {@link ChannelChanges}.
 */
public final class ConversationMethods {

    private final Http http;
    private final Directory directory;
    private final Access access;
    private final Readings readings;

    /** For a node whose host this is. */
    public ConversationMethods(Host host, Access access) {
        this.http = host.http();
        this.directory = host.directory();
        this.access = access;
        this.readings = new Readings(host);
    }

    public void serve() {
        http.serve(WebApi.LIST, this::list);
        http.serve(WebApi.MY_CONVERSATIONS, this::mine);
        http.serve(WebApi.INFO, this::info);
        http.serve(WebApi.MEMBERS, this::members);
        http.serve(WebApi.MARK, this::mark);
    }

    private Conversations list(ListConversations request) {
        var user = access.require(request.token());
        var found = directory.channels(user, request.wanted(), request.after(), request.limit() + 1);
        var page = Pages.fit(found, request.limit());
        return new Conversations(
                withMemberCounts(page), Pages.next(found, request.limit(), standing -> idOf(standing)));
    }

    private List<Conversation> withMemberCounts(List<Standing> page) {
        var counts = directory.memberCounts(
                page.stream().map(ConversationMethods::idOf).toList());
        var all = new ArrayList<Conversation>();
        for (var place = 0; place < page.size(); place++) {
            all.add(new Conversation(page.get(place), counts.get(place), null));
        }
        return all;
    }

    private Conversations mine(ListConversations request) {
        var user = access.require(request.token());
        var after = request.after();
        var found = directory.channelsOf(user.id()).stream()
                .filter(channel -> request.wanted().includes(channel))
                .filter(channel -> after == null || channel.id().compareTo(after) > 0)
                .map(channel -> new Conversation(new Standing(channel, true)))
                .toList();
        return new Conversations(
                Pages.fit(found, request.limit()),
                Pages.next(
                        found,
                        request.limit(),
                        conversation -> conversation.channel().id()));
    }

    private Conversation info(OneConversation request) {
        var user = access.require(request.token());
        var standing = access.requireVisible(user, request.channel());
        var count = directory.memberCounts(List.of(request.channel())).getFirst();
        return new Conversation(standing, count, standing.isMember() ? readings.of(user, request.channel()) : null);
    }

    private Members members(ListMembers request) {
        access.requireVisible(access.require(request.token()), request.channel());
        var found = directory.members(request.channel(), request.after(), request.limit() + 1);
        return new Members(
                Pages.fit(found, request.limit()), Pages.<UserId, UserId>next(found, request.limit(), id -> id));
    }

    private Done mark(Mark request) {
        var user = access.require(request.token());
        access.requireMember(user, request.channel());
        directory.mark(user.id(), new ReadMark(request.channel(), request.lastRead()));
        return new Done();
    }

    private static ChannelId idOf(Standing standing) {
        return standing.channel().id();
    }
}
