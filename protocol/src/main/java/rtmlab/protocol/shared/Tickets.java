package rtmlab.protocol.shared;

import java.time.Duration;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Session;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Token;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.KeyValues;
import rtmlab.protocol.port.SlackError;

/** Single-use passes for opening a WebSocket: they stand in Redis until they are used or too old. */
public final class Tickets {

    /** How long a WebSocket's URL can be used (Slack's API documentation). */
    private static final Duration LIFETIME = Duration.ofSeconds(30);

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
        var ticket = new Ticket(Long.toHexString(host.random().nextLong()));
        redis.set(key(ticket), token.value(), LIFETIME);
        return new SocketUrl(server, ticket);
    }

    /** The session that the ticket stands for; throws {@code invalid_auth} when it is used up, too old or made up. */
    public Session redeem(Ticket ticket) {
        var token = redis.getdel(key(ticket)).orElseThrow(() -> new SlackError("invalid_auth"));
        var user = directory
                .userOf(new Token(token))
                .filter(known -> !known.isDeleted())
                .orElseThrow(() -> new SlackError("invalid_auth"));
        return Session.of(user, directory.channelsOf(user.id()));
    }

    private static String key(Ticket ticket) {
        return "ticket:" + ticket;
    }
}
