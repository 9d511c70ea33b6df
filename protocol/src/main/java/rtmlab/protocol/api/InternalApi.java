package rtmlab.protocol.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Job;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Session;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.WorkspaceId;

/** What nodes ask of each other behind the scenes. */
public final class InternalApi {

    /** Who may open a WebSocket with this ticket? It can be used once. */
    public static final Endpoint<Redeem, Redeemed> REDEEM_TICKET =
            Endpoint.post("/internal/tickets", Redeem.class, Redeemed.class);

    /** Initial architecture: the channel server hands a message over to be stored. */
    public static final Endpoint<HandOver, Stored> HAND_OVER =
            Endpoint.post("/internal/messages", HandOver.class, Stored.class);

    /** Initial architecture: the web app has the channel server say something that came in over HTTP. */
    public static final Endpoint<Say, Said> SAY = Endpoint.post("/internal/say", Say.class, Said.class);

    /** A web app asks whether a server takes a team's clients, before it sends anybody there. */
    public static final Endpoint<Serve, Noted> SERVE_TEAM = Endpoint.post("/internal/serve", Serve.class, Noted.class);

    /** Initial architecture: a channel server that is about to close asks where a user should go on. */
    public static final Endpoint<SendOn, SentOn> SEND_ON =
            Endpoint.post("/internal/send-on", SendOn.class, SentOn.class);

    /** Initial architecture: the web app tells that a user has joined or left a channel, or may no longer post there. */
    public static final Endpoint<SessionChanged, Noted> SESSION_CHANGED =
            Endpoint.post("/internal/session", SessionChanged.class, Noted.class);

    /** Updated architecture: a web app tells a gateway that a user has joined or left a channel. */
    public static final Endpoint<MembershipChanged, Noted> MEMBERSHIP_CHANGED =
            Endpoint.post("/internal/membership", MembershipChanged.class, Noted.class);

    /** A web app tells whoever holds WebSockets what everybody of a team should know. */
    public static final Endpoint<TeamEvent, Noted> TEAM_EVENT =
            Endpoint.post("/internal/team-event", TeamEvent.class, Noted.class);

    /** What has become of what is told here? Answered with the same news, as the directory has it now. */
    public static final Endpoint<TeamEvent, TeamEvent> NEWEST =
            Endpoint.post("/internal/newest", TeamEvent.class, TeamEvent.class);

    /** Which channels does this user belong to now? */
    public static final Endpoint<AskMemberships, Memberships> MEMBERSHIPS =
            Endpoint.post("/internal/memberships", AskMemberships.class, Memberships.class);

    /** Initial architecture: a channel server is to be shut down: it sends everybody on, and hands over what it holds. */
    public static final Endpoint<Drain, Drained> DRAIN = Endpoint.post("/internal/drain", Drain.class, Drained.class);

    /** Initial architecture: what does a channel server hold that has no place there for long? */
    public static final Endpoint<Unsettled, StillUnsettled> UNSETTLED =
            Endpoint.post("/internal/unsettled", Unsettled.class, StillUnsettled.class);

    /** Updated architecture: the web app asks an admin server to have a logged post broadcast. */
    public static final Endpoint<Publish, Released> PUBLISH =
            Endpoint.post("/internal/publish", Publish.class, Released.class);

    /** Updated architecture: an admin server asks the channel's own channel server to broadcast a logged post. */
    public static final Endpoint<Entrust, Released> RELEASE =
            Endpoint.post("/internal/release", Entrust.class, Released.class);

    /** Is this user there? Asked of whoever knows presence: of the team's channel server, or of a presence server. */
    public static final Endpoint<AskPresence, WebApi.PresenceFound> GET_PRESENCE =
            Endpoint.post("/internal/presence", AskPresence.class, WebApi.PresenceFound.class);

    /** Updated architecture: a gateway asks a presence server who of these users is there. */
    public static final Endpoint<AskPresences, Presences> QUERY_PRESENCE =
            Endpoint.post("/internal/presences", AskPresences.class, Presences.class);

    /** This user says that they are away, or leaves it to their clients again. */
    public static final Endpoint<SetAway, WebApi.Done> SET_AWAY =
            Endpoint.post("/internal/away", SetAway.class, WebApi.Done.class);

    /** Updated architecture: a job for the log; answered when the log has acknowledged it. */
    public static final Endpoint<Enqueue, Enqueued> ENQUEUE =
            Endpoint.post("/internal/kafkagate", Enqueue.class, Enqueued.class);

    private InternalApi() {}

    public record Redeem(Ticket ticket) {}

    public record Redeemed(Session session) {}

    public record HandOver(Message message) {}

    public record Stored() {}

    public record Serve(WorkspaceId team) {}

    public record Noted() {}

    public record SendOn(WorkspaceId team, UserId user, boolean batchesPresence) {}

    /** Where a WebSocket can be opened, once and soon. */
    public record SentOn(SocketUrl url) {}

    /** What a user may see and do now, after joining or leaving a channel. */
    public record SessionChanged(Session session, Channel channel, boolean isRepeat) {}

    /**
     * A user has joined or left a channel.
     *
     * @param isRepeat the user was, or was not, a member before: those who were told once know
     */
    public record MembershipChanged(UserId user, ChannelId channel, boolean isMember, boolean isRepeat) {

        /** What the channel's members are told. */
        public Frame event() {
            return isMember ? new Frame.MemberJoined(channel, user) : new Frame.MemberLeft(channel, user);
        }
    }

    /**
     * What is told to everybody of a team who is connected.
     *
     * @param channel whose members alone may know of it; null where everybody may
     */
    public record TeamEvent(WorkspaceId team, @Nullable ChannelId channel, Frame event) {

        public boolean isFor(Session session) {
            return session.workspace().equals(team)
                    && (channel == null || session.channels().contains(channel));
        }
    }

    public record AskMemberships(WorkspaceId team, UserId user) {}

    public record Memberships(User user, List<Channel> channels) {}

    public record Unsettled() {}

    /**
     * What is in a channel server's memory and should not stay there.
     *
     * @param unsaved messages that are shown and not stored
     * @param strays clients whose team lives on another server
     */
    public record StillUnsettled(int unsaved, int strays) {}

    public record Drain() {}

    /** How many clients were sent on. */
    public record Drained(int clients) {}

    public record Say(Post post) {}

    public record Said(Message message) {}

    public record Publish(LogRecord logged) {}

    /** A logged post for the server that owns its channel by the ring of this epoch. */
    public record Entrust(LogRecord logged, long epoch) {}

    /** The place under which this post was broadcast: an earlier one than its own when it repeats a post. */
    public record Released(Ts ts) {}

    public record AskPresence(UserId user) {}

    public record AskPresences(List<UserId> users) {}

    /** Those who are; all others who were asked for are away. */
    public record Presences(List<UserId> active) {}

    public record SetAway(UserId user, boolean isAway) {}

    /** What Slack's Kafkagate is asked: a topic, one of its partitions, and the content. */
    public record Enqueue(String topic, int partition, Job content) {}

    public record Enqueued(long offset) {}
}
