package rtmlab.protocol.api;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.Link;
import rtmlab.protocol.Message;
import rtmlab.protocol.Presence;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Standing;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.port.Directory.Wanted;

/**
 * What users' clients ask of the web app: Slack's Web API, the methods that the kit has of it.
 *
 * <p>Lists come page by page: a page says with {@code next} after what the next one goes on, which the wire writes as a
 * cursor; without it, it is the last.
 */
public final class WebApi {

    /** Is anybody there? */
    public static final Endpoint<ApiTest, ApiTested> API_TEST =
            Endpoint.post("/api/api.test", ApiTest.class, ApiTested.class);

    /** Whose token is this? */
    public static final Endpoint<AuthTest, Identity> AUTH_TEST =
            Endpoint.post("/api/auth.test", AuthTest.class, Identity.class);

    /** Post a message. */
    public static final Endpoint<PostMessage, Posted> POST_MESSAGE =
            Endpoint.post("/api/chat.postMessage", PostMessage.class, Posted.class);

    /** Read a channel's messages, newest first. */
    public static final Endpoint<History, Messages> HISTORY =
            Endpoint.post("/api/conversations.history", History.class, Messages.class);

    /** Which channels are there for me? */
    public static final Endpoint<ListConversations, Conversations> LIST =
            Endpoint.post("/api/conversations.list", ListConversations.class, Conversations.class);

    /** Which channels am I in? */
    public static final Endpoint<ListConversations, Conversations> MY_CONVERSATIONS =
            Endpoint.post("/api/users.conversations", ListConversations.class, Conversations.class);

    /** What is this channel, and what have I not read of it? */
    public static final Endpoint<OneConversation, Conversation> INFO =
            Endpoint.post("/api/conversations.info", OneConversation.class, Conversation.class);

    /** Who is in this channel? */
    public static final Endpoint<ListMembers, Members> MEMBERS =
            Endpoint.post("/api/conversations.members", ListMembers.class, Members.class);

    /** Let me in. */
    public static final Endpoint<OneConversation, Joined> JOIN =
            Endpoint.post("/api/conversations.join", OneConversation.class, Joined.class);

    /** Let me out. */
    public static final Endpoint<OneConversation, Left> LEAVE =
            Endpoint.post("/api/conversations.leave", OneConversation.class, Left.class);

    /** Make a channel, with me in it. */
    public static final Endpoint<CreateConversation, Conversation> CREATE =
            Endpoint.post("/api/conversations.create", CreateConversation.class, Conversation.class);

    /** Let these in. */
    public static final Endpoint<Invite, Conversation> INVITE =
            Endpoint.post("/api/conversations.invite", Invite.class, Conversation.class);

    /** Call this channel otherwise. */
    public static final Endpoint<RenameConversation, Conversation> RENAME =
            Endpoint.post("/api/conversations.rename", RenameConversation.class, Conversation.class);

    /** Not one of Slack's methods: how far the work is that a message asks for. What was done long ago is not told. */
    public static final Endpoint<AskJobs, JobStatuses> JOBS_STATUS =
            Endpoint.post("/api/jobs.status", AskJobs.class, JobStatuses.class);

    /** I have read up to here. */
    public static final Endpoint<Mark, Done> MARK = Endpoint.post("/api/conversations.mark", Mark.class, Done.class);

    /** Who is in this workspace? */
    public static final Endpoint<ListUsers, Users> USERS =
            Endpoint.post("/api/users.list", ListUsers.class, Users.class);

    /** Who is this? */
    public static final Endpoint<UserInfo, UserFound> USER =
            Endpoint.post("/api/users.info", UserInfo.class, UserFound.class);

    /** Call me otherwise. */
    public static final Endpoint<SetProfile, Profile> SET_PROFILE =
            Endpoint.post("/api/users.profile.set", SetProfile.class, Profile.class);

    /** Is this user there? */
    public static final Endpoint<GetPresence, PresenceFound> GET_PRESENCE =
            Endpoint.post("/api/users.getPresence", GetPresence.class, PresenceFound.class);

    /** I am away, or: see for yourself. */
    public static final Endpoint<SetPresence, Done> SET_PRESENCE =
            Endpoint.post("/api/users.setPresence", SetPresence.class, Done.class);

    /** Which messages of my channels have these words? */
    public static final Endpoint<Search, SearchResult> SEARCH =
            Endpoint.post("/api/search.messages", Search.class, SearchResult.class);

    /** Where do I open my WebSocket? */
    public static final Endpoint<RtmConnect, Connection> RTM_CONNECT =
            Endpoint.post("/api/rtm.connect", RtmConnect.class, Connection.class);

    /** The same, and everything that there is to show. */
    public static final Endpoint<RtmStart, Start> RTM_START =
            Endpoint.post("/api/rtm.start", RtmStart.class, Start.class);

    /** The most that one page holds. */
    public static final int MAX_PAGE = 1_000;

    private WebApi() {}

    public record ApiTest(Map<String, String> arguments) {}

    /** What was said, said back. */
    public record ApiTested(Map<String, String> arguments) {}

    public record AuthTest(Token token) {}

    public record Identity(User user, Workspace workspace) {

        /** Of a member of the first workspace. */
        public Identity(User user) {
            this(user, Workspace.FIRST);
        }
    }

    /**
     * A message to be posted.
     *
     * @param clientMessageId kept through retries, so that a repeat is recognised; one is made up when there is none
     */
    public record PostMessage(
            Token token,
            ChannelId channel,
            String text,
            @Nullable ClientMessageId clientMessageId) {}

    public record Posted(Message message) {}

    /** The messages wanted: {@code oldest < ts < latest}, at most so many of the newest. */
    public record History(Token token, ChannelId channel, Ts oldest, Ts latest, int limit) {

        /** The most messages that one answer holds. */
        public static final int MAX_LIMIT = MAX_PAGE;

        public History {
            if (limit < 1 || limit > MAX_LIMIT) {
                throw new IllegalArgumentException("limit is 1 to " + MAX_LIMIT + ", not " + limit);
            }
        }
    }

    /**
     * Messages of one channel, newest first; {@code hasMore} when older ones were left out.
     *
     * @param links what those of them link to for which that is known
     */
    public record Messages(List<Message> messages, boolean hasMore, SortedMap<Ts, List<Link>> links) {

        /** So many of these messages, newest first, as fit in one answer. */
        public static Messages page(List<Message> newestFirst, int limit) {
            var hasMore = newestFirst.size() > limit;
            return new Messages(hasMore ? List.copyOf(newestFirst.subList(0, limit)) : newestFirst, hasMore);
        }

        public Messages(List<Message> messages, boolean hasMore) {
            this(messages, hasMore, Collections.unmodifiableSortedMap(new TreeMap<>()));
        }
    }

    public record ListConversations(
            Token token, Wanted wanted, @Nullable ChannelId after, int limit) {

        /** As many of all kinds as there may be at once. */
        public ListConversations(Token token) {
            this(token, Wanted.ALL, null, MAX_PAGE);
        }

        public ListConversations after(ChannelId last) {
            return new ListConversations(token, wanted, last, limit);
        }
    }

    public record Conversations(
            List<Conversation> channels, @Nullable ChannelId next) {}

    /**
     * A channel, as one user stands to it.
     *
     * @param memberCount null where it was not asked for
     * @param reading null where it was not asked for, and for whoever is no member
     * @param members null where it was not asked for
     */
    public record Conversation(
            Standing standing,
            @Nullable Integer memberCount,
            @Nullable Reading reading,
            @Nullable List<UserId> members) {

        public Conversation(Standing standing, @Nullable Integer memberCount, @Nullable Reading reading) {
            this(standing, memberCount, reading, null);
        }

        public Conversation(Standing standing) {
            this(standing, null, null);
        }

        public Channel channel() {
            return standing.channel();
        }
    }

    /**
     * How far the user has read a channel.
     *
     * @param unread how many messages of others come after
     */
    public record Reading(Ts lastRead, int unread) {}

    public record OneConversation(Token token, ChannelId channel) {}

    public record ListMembers(
            Token token, ChannelId channel, @Nullable UserId after, int limit) {}

    public record Members(List<UserId> members, @Nullable UserId next) {}

    public record Joined(Conversation conversation, boolean wasMember) {}

    public record Left(boolean wasMember) {}

    public record CreateConversation(Token token, String name, boolean isPrivate) {}

    public record Invite(Token token, ChannelId channel, List<UserId> users) {

        /** The most users that one request may name. */
        public static final int MAX_USERS = 1_000;

        public Invite {
            users = List.copyOf(users);
        }
    }

    public record RenameConversation(Token token, ChannelId channel, String name) {}

    public record Mark(Token token, ChannelId channel, Ts lastRead) {}

    public record Done() {}

    public record AskJobs(Token token, ChannelId channel, Ts message) {}

    /** What is known of the jobs of a message, in words such as {@code queued}, {@code done} or {@code dead: …}. */
    public record JobStatuses(SortedMap<Job.Kind, String> statuses) {
        public JobStatuses {
            statuses = Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
        }
    }

    public record ListUsers(Token token, @Nullable UserId after, int limit) {}

    public record Users(List<User> members, @Nullable UserId next) {}

    public record UserInfo(Token token, UserId user) {}

    public record UserFound(User user) {}

    /**
     * What the user is called from now on.
     *
     * @param realName null for what it was
     * @param displayName what mentions show; null for what it was
     */
    public record SetProfile(
            Token token,
            @Nullable String realName,
            @Nullable String displayName) {}

    public record Profile(String realName, String displayName) {
        public static Profile of(User user) {
            return new Profile(user.realName(), user.name());
        }
    }

    /**
     * Whose presence is wanted.
     *
     * @param user null for the asker's own
     */
    public record GetPresence(Token token, @Nullable UserId user) {}

    /**
     * Whether a user is there.
     *
     * @param isManuallyAway because they said so
     * @param connections how many of their clients are connected
     * @param lastActivity the latest sign of life of those; null where none is connected
     */
    public record PresenceFound(
            Presence presence,
            boolean isManuallyAway,
            int connections,
            @Nullable Instant lastActivity) {}

    public record SetPresence(Token token, boolean isAway) {}

    /** The messages wanted: those with every word of the query, so many to a page, counted from 1; newest first. */
    public record Search(Token token, String query, int count, int page) {

        /** The greatest page, and the most that it holds. */
        public static final int MAX_PAGE = 100;

        public Search {
            if (count < 1 || count > MAX_PAGE || page < 1 || page > MAX_PAGE) {
                throw new IllegalArgumentException(
                        "count and page are 1 to " + MAX_PAGE + " each, not " + count + " and " + page);
            }
        }

        /** How many come before this page. */
        public int skip() {
            return (page - 1) * count;
        }
    }

    /** A page of what was found; {@code total} is how many there are on all pages. */
    public record SearchResult(String query, List<Match> matches, int total, int count, int page) {}

    public record Match(Message message, Channel channel) {}

    /**
     * A wish to connect.
     *
     * @param batchesPresence whether the client takes several users in one {@code presence_change}
     */
    public record RtmConnect(Token token, boolean batchesPresence) {
        public RtmConnect(Token token) {
            this(token, false);
        }
    }

    public record Connection(SocketUrl url, User self, Workspace workspace) {

        /** For a member of the first workspace. */
        public Connection(SocketUrl url, User self) {
            this(url, self, Workspace.FIRST);
        }
    }

    public record RtmStart(Token token) {}

    /** Public channels come before private ones. */
    public record Start(Connection connection, List<User> users, List<Conversation> channels) {}
}
