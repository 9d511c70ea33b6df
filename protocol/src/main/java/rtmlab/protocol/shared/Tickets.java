package rtmlab.protocol.shared;

import java.time.Duration;
import java.util.Optional;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Session;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.KeyValues;
import rtmlab.protocol.port.SlackError;

/** Single-use passes for opening a WebSocket: they stand in Redis until they are used or too old. */
public final class Tickets {

    /** How long a WebSocket's URL can be used (Slack's API documentation). */
    private static final Duration LIFETIME = Duration.ofSeconds(30);

    /** Begins the tickets of clients that take presence in batches; no hexadecimal digit. */
    private static final String BATCHES = "p";

    /** Begins what stands for a user rather than for a token; no token has a tab in it. */
    private static final String SENT_ON = "sent on\t";

    private final Host host;
    private final KeyValues redis;
    private final Directory directory;

    public Tickets(Host host) {
        this.host = host;
        this.redis = host.redis();
        this.directory = host.directory();
    }

    /** Where the owner of this token may open a WebSocket, once, within 30 seconds. */
    public SocketUrl issue(Token token, NodeName server) {
        return issue(token, server, false);
    }

    /**
     * As {@link #issue(Token, NodeName)}.
     *
     * @param batchesPresence whether that WebSocket's client takes several users in one {@code presence_change}
     */
    public SocketUrl issue(Token token, NodeName server, boolean batchesPresence) {
        return issue(token.value(), server, batchesPresence ? BATCHES : "");
    }

    /** Where a user who has a session may go on with it, once, within 30 seconds. */
    public SocketUrl sendOn(WorkspaceId workspace, UserId user, NodeName server, boolean batchesPresence) {
        return issue(SENT_ON + workspace + "\t" + user, server, batchesPresence ? BATCHES : "");
    }

    /** Whether the client that shows this ticket takes several users in one {@code presence_change}. */
    public static boolean asksForBatches(Ticket ticket) {
        return ticket.value().startsWith(BATCHES);
    }

    private SocketUrl issue(String holder, NodeName server, String prefix) {
        var ticket = new Ticket(prefix + Long.toHexString(host.random().nextLong()));
        redis.set(key(ticket), holder, LIFETIME);
        return new SocketUrl(server, ticket);
    }

    /** The session that the ticket stands for; throws {@code invalid_auth} when it is used up, too old or made up. */
    public Session redeem(Ticket ticket) {
        var user = redis.getdel(key(ticket))
                .flatMap(this::holder)
                .filter(known -> !known.isDeleted())
                .orElseThrow(() -> new SlackError("invalid_auth"));
        return Session.of(user, directory.channelsOf(user.id()));
    }

    private Optional<User> holder(String holder) {
        if (!holder.startsWith(SENT_ON)) {
            return directory.userOf(new Token(holder));
        }
        var parts = holder.substring(SENT_ON.length()).split("\t", -1);
        return directory.user(new WorkspaceId(parts[0]), new UserId(parts[1]));
    }

    private static String key(Ticket ticket) {
        return "ticket:" + ticket;
    }
}
