package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import rtmlab.protocol.api.BootApi;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;

/** Requests and answers of every endpoint, between records and what HTTP carries. */
public final class WireFormat {

    private static final String JSON = "application/json; charset=utf-8";

    private final Map<Class<?>, Codec<?>> codecs = new LinkedHashMap<>();

    public WireFormat(SocketUrls urls) {
        add(WebApi.ApiTest.class, WebApiCodecs.API_TEST);
        add(WebApi.ApiTested.class, WebApiCodecs.API_TESTED);
        add(WebApi.AuthTest.class, WebApiCodecs.AUTH_TEST);
        add(WebApi.Identity.class, WebApiCodecs.IDENTITY);
        add(WebApi.PostMessage.class, WebApiCodecs.POST_MESSAGE);
        add(WebApi.Posted.class, WebApiCodecs.POSTED);
        add(WebApi.History.class, WebApiCodecs.HISTORY);
        add(WebApi.Messages.class, WebApiCodecs.MESSAGES);
        add(WebApi.ListConversations.class, ConversationsCodecs.LIST_CONVERSATIONS);
        add(WebApi.Conversations.class, ConversationsCodecs.CONVERSATIONS);
        add(WebApi.OneConversation.class, ConversationsCodecs.ONE_CONVERSATION);
        add(WebApi.Conversation.class, ConversationsCodecs.CONVERSATION);
        add(WebApi.ListMembers.class, ConversationsCodecs.LIST_MEMBERS);
        add(WebApi.Members.class, ConversationsCodecs.MEMBERS);
        add(WebApi.Joined.class, ConversationsCodecs.JOINED);
        add(WebApi.Left.class, ConversationsCodecs.LEFT);
        add(WebApi.CreateConversation.class, ConversationsCodecs.CREATE);
        add(WebApi.Invite.class, ConversationsCodecs.INVITE);
        add(WebApi.RenameConversation.class, ConversationsCodecs.RENAME);
        add(WebApi.Mark.class, ConversationsCodecs.MARK);
        add(WebApi.AskJobs.class, WebApiCodecs.ASK_JOBS);
        add(WebApi.JobStatuses.class, WebApiCodecs.JOB_STATUSES);
        add(WebApi.Done.class, ConversationsCodecs.DONE);
        add(WebApi.ListUsers.class, UsersCodecs.LIST_USERS);
        add(WebApi.Users.class, UsersCodecs.USERS);
        add(WebApi.UserInfo.class, UsersCodecs.USER_INFO);
        add(WebApi.UserFound.class, UsersCodecs.USER_FOUND);
        add(WebApi.SetProfile.class, UsersCodecs.SET_PROFILE);
        add(WebApi.Profile.class, UsersCodecs.PROFILE);
        add(WebApi.GetPresence.class, UsersCodecs.GET_PRESENCE);
        add(WebApi.PresenceFound.class, UsersCodecs.PRESENCE_FOUND);
        add(WebApi.SetPresence.class, UsersCodecs.SET_PRESENCE);
        add(WebApi.Search.class, SearchCodecs.SEARCH);
        add(WebApi.SearchResult.class, SearchCodecs.SEARCH_RESULT);
        add(WebApi.RtmConnect.class, RtmCodecs.RTM_CONNECT);
        add(WebApi.Connection.class, RtmCodecs.connection(urls));
        add(WebApi.RtmStart.class, RtmCodecs.RTM_START);
        add(WebApi.Start.class, RtmCodecs.start(urls));
        add(BootApi.UserBoot.class, EdgeCodecs.USER_BOOT);
        add(BootApi.TeamUsers.class, EdgeCodecs.TEAM_USERS);
        add(BootApi.UsersPage.class, EdgeCodecs.USERS_PAGE);
        add(BootApi.ChannelMembers.class, EdgeCodecs.CHANNEL_MEMBERS);
        add(BootApi.MembersFound.class, EdgeCodecs.MEMBERS_FOUND);
        add(BootApi.ChannelsOfUsers.class, EdgeCodecs.CHANNELS_OF_USERS);
        add(BootApi.ChannelsFound.class, EdgeCodecs.CHANNELS_FOUND);
        add(EdgeApi.Boot.class, EdgeCodecs.BOOT);
        add(EdgeApi.Booted.class, EdgeCodecs.booted(urls));
        add(EdgeApi.OfSession.class, EdgeCodecs.OF_SESSION);
        add(EdgeApi.CatchUp.class, EdgeCodecs.CATCH_UP);
        add(EdgeApi.UsersInfo.class, EdgeCodecs.USERS_INFO);
        add(EdgeApi.UsersSearch.class, EdgeCodecs.USERS_SEARCH);
        add(EdgeApi.Membership.class, EdgeCodecs.MEMBERSHIP);
        add(EdgeApi.UsersFound.class, EdgeCodecs.USERS_FOUND);
        add(EdgeApi.NonMembers.class, EdgeCodecs.NON_MEMBERS);
        add(EdgeApi.AskFigures.class, EdgeCodecs.ASK_FIGURES);
        add(EdgeApi.Figures.class, EdgeCodecs.FIGURES);
        add(InternalApi.AskPresence.class, InternalApiCodecs.ASK_PRESENCE);
        add(InternalApi.SetAway.class, InternalApiCodecs.SET_AWAY);
        add(InternalApi.Redeem.class, InternalApiCodecs.REDEEM);
        add(InternalApi.Redeemed.class, InternalApiCodecs.REDEEMED);
        add(InternalApi.HandOver.class, InternalApiCodecs.HAND_OVER);
        add(InternalApi.Stored.class, InternalApiCodecs.STORED);
        add(InternalApi.Say.class, InternalApiCodecs.SAY);
        add(InternalApi.Said.class, InternalApiCodecs.SAID);
        add(InternalApi.Serve.class, InternalApiCodecs.SERVE);
        add(InternalApi.Noted.class, InternalApiCodecs.NOTED);
        add(InternalApi.SendOn.class, InternalApiCodecs.SEND_ON);
        add(InternalApi.SentOn.class, InternalApiCodecs.sentOn(urls));
        add(InternalApi.SessionChanged.class, InternalApiCodecs.SESSION_CHANGED);
        add(InternalApi.MembershipChanged.class, InternalApiCodecs.MEMBERSHIP_CHANGED);
        add(InternalApi.TeamEvent.class, InternalApiCodecs.teamEvent(urls));
        add(InternalApi.AskMemberships.class, InternalApiCodecs.ASK_MEMBERSHIPS);
        add(InternalApi.Memberships.class, InternalApiCodecs.MEMBERSHIPS);
        add(InternalApi.Unsettled.class, InternalApiCodecs.UNSETTLED);
        add(InternalApi.StillUnsettled.class, InternalApiCodecs.STILL_UNSETTLED);
        add(InternalApi.Drain.class, InternalApiCodecs.DRAIN);
        add(InternalApi.Drained.class, InternalApiCodecs.DRAINED);
        add(InternalApi.Publish.class, InternalApiCodecs.PUBLISH);
        add(InternalApi.AskPresences.class, InternalApiCodecs.ASK_PRESENCES);
        add(InternalApi.Presences.class, InternalApiCodecs.PRESENCES);
        add(InternalApi.Entrust.class, InternalApiCodecs.ENTRUST);
        add(InternalApi.Released.class, InternalApiCodecs.RELEASED);
        add(InternalApi.Enqueue.class, InternalApiCodecs.ENQUEUE);
        add(InternalApi.Enqueued.class, InternalApiCodecs.ENQUEUED);
    }

    /** A request as a client sends it: JSON, its token in the header. */
    public <Q extends Record> WireRequest write(Endpoint<Q, ?> endpoint, Q request) {
        var json = Json.object();
        codec(endpoint.request()).write(request, json);
        var token = json.remove("token");
        var authorization = token == null ? null : "Bearer " + token.textValue();
        return new WireRequest(null, JSON, authorization, Json.bytes(json));
    }

    /** Throws {@link Malformed} when it is not such a request. */
    public <Q extends Record> Q read(Endpoint<Q, ?> endpoint, WireRequest request) {
        return codec(endpoint.request()).read(request.fields());
    }

    public <A extends Record> WireAnswer writeAnswer(Endpoint<?, A> endpoint, A answer) {
        var json = Json.object().put("ok", true);
        codec(endpoint.answer()).write(answer, json);
        return new WireAnswer(200, Json.bytes(json));
    }

    /**
     * What an answer says.
     *
     * @throws SlackError when it is a refusal
     * @throws NotDone when the other side says that it did nothing, but might do it later
     * @throws MaybeDone when the other side failed midway, or the answer cannot be read
     */
    public <A extends Record> A readAnswer(Endpoint<?, A> endpoint, WireAnswer answer) {
        ObjectNode json;
        try {
            json = Json.parse(answer.body());
            if (json.path("ok").asBoolean()) {
                return codec(endpoint.answer()).read(new Fields(json));
            }
        } catch (Malformed e) {
            throw new MaybeDone(
                    endpoint + " was answered with status " + answer.status() + ", unreadable: " + e.detail());
        }
        throw refusal(json.path("error").asText(), endpoint);
    }

    private static RuntimeException refusal(String word, Endpoint<?, ?> endpoint) {
        return switch (word) {
            case "fatal_error" -> new MaybeDone(endpoint + " failed midway");
            case "service_unavailable" -> new NotDone(endpoint + " is not available");
            case String other when other.matches("[a-z_]+") -> new SlackError(other);
            case String other -> new MaybeDone(endpoint + " was refused with \"" + other + '"');
        };
    }

    private <T> void add(Class<T> type, Codec<T> codec) {
        codecs.put(type, codec);
    }

    @SuppressWarnings("unchecked") // add pairs each class with a codec of its own
    private <T> Codec<T> codec(Class<T> type) {
        var codec = codecs.get(type);
        if (codec == null) {
            throw new IllegalStateException(type.getSimpleName() + " has no wire format yet: WireFormat lists all");
        }
        return (Codec<T>) codec;
    }
}
