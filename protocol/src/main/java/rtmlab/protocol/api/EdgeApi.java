package rtmlab.protocol.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;

/** What clients ask of an edge cache, over HTTP or over their WebSocket. */
public final class EdgeApi {

    /** Start a session here, or go on with one. */
    public static final Endpoint<Boot, Booted> BOOT = Endpoint.post("/edge/boot", Boot.class, Booted.class);

    /** Which channels am I in? */
    public static final Endpoint<OfSession, WebApi.Conversations> CHANNELS =
            Endpoint.post("/edge/channels", OfSession.class, WebApi.Conversations.class);

    /** What have I missed in this channel? */
    public static final Endpoint<CatchUp, WebApi.Messages> CATCH_UP =
            Endpoint.post("/edge/history", CatchUp.class, WebApi.Messages.class);

    /** Who are these? */
    public static final Endpoint<UsersInfo, UsersFound> USERS_INFO =
            Endpoint.post("/cache/users/info", UsersInfo.class, UsersFound.class);

    /** Whose name begins like this? */
    public static final Endpoint<UsersSearch, UsersFound> USERS_SEARCH =
            Endpoint.post("/cache/users/search", UsersSearch.class, UsersFound.class);

    /** Who of these is not in that channel? */
    public static final Endpoint<Membership, NonMembers> MEMBERSHIP =
            Endpoint.post("/cache/channels/membership", Membership.class, NonMembers.class);

    /** How is this cache doing? */
    public static final Endpoint<AskFigures, Figures> FIGURES =
            Endpoint.post("/internal/edge/figures", AskFigures.class, Figures.class);

    private EdgeApi() {}

    /**
     * A client that comes, or comes back.
     *
     * @param resume the session to go on with, where there was one: as long as it lives, the origin is not asked
     */
    public record Boot(Token token, @Nullable Ticket resume) {}

    /**
     * A session at an edge cache.
     *
     * @param session its name, known to its client alone
     * @param resumed whether it is the one that was to be gone on with
     */
    public record Booted(Ticket session, boolean resumed, WebApi.Start start) {}

    /** A request on behalf of the client of a session. */
    public record OfSession(Ticket session) {}

    public record CatchUp(Ticket session, WebApi.History history) {}

    /** What may be asked over the WebSocket, too. */
    public sealed interface Query {

        /** As it stands in a step's address. */
        String kind();
    }

    /** What is answered to a {@link Query}. */
    public sealed interface Answer {

        /** As it stands in a step's address. */
        String kind();
    }

    /**
     * Who are these?
     *
     * @param session in whose name it is asked; null over the WebSocket, where that is known
     */
    public record UsersInfo(@Nullable Ticket session, List<UserId> users) implements Query {
        @Override
        public String kind() {
            return "users_info";
        }
    }

    /**
     * Users whose name, or a word of whose real name, begins with the query, in the order of their names.
     *
     * @param session as in {@link UsersInfo}
     */
    public record UsersSearch(@Nullable Ticket session, String query, int count) implements Query {

        /** The most that one answer holds. */
        public static final int MAX_COUNT = 100;

        public UsersSearch {
            if (count < 1 || count > MAX_COUNT) {
                throw new IllegalArgumentException("count is 1 to " + MAX_COUNT + ", not " + count);
            }
        }

        @Override
        public String kind() {
            return "users_search";
        }
    }

    /**
     * Who of these is not in that channel?
     *
     * @param session as in {@link UsersInfo}
     */
    public record Membership(@Nullable Ticket session, ChannelId channel, List<UserId> users) implements Query {
        @Override
        public String kind() {
            return "membership";
        }
    }

    /**
     * Users, with all that is known of them.
     *
     * @param failed who is not known here
     */
    public record UsersFound(List<User> results, List<UserId> failed) implements Answer {
        @Override
        public String kind() {
            return "users_found";
        }
    }

    public record NonMembers(ChannelId channel, List<UserId> nonMembers) implements Answer {
        @Override
        public String kind() {
            return "non_members";
        }
    }

    public record AskFigures() {}

    /**
     * What an edge cache has done since it was started.
     *
     * @param sessions alive now, with or without a client
     * @param refused boots that were sent away because too many waited for the origin
     * @param oldestUsersMillis how old the oldest data about users here is
     * @param stalestAnswerMillis how old the oldest data about users or memberships was that a question was answered from
     * @param evicted teams and channels that were forgotten because there was no room
     */
    public record Figures(
            int sessions,
            int parked,
            long boots,
            long resumed,
            long originCalls,
            long coalesced,
            long refused,
            long catchUpsFromMemory,
            long catchUpsFromOrigin,
            long prefetched,
            int users,
            int memberships,
            long oldestUsersMillis,
            long stalestAnswerMillis,
            long evicted) {}
}
