package rtmlab.backends.wire;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;

/** Where WebSockets are opened: {@code ws://host:port/node?ticket=…}. */
public final class SocketUrls {

    private static final String TICKET = "ticket=";

    private final Function<NodeName, URI> bases;

    /**
     * URLs of the nodes that this knows.
     *
     * @param bases the {@code ws://host:port} of a node; throws when it is not known
     */
    public SocketUrls(Function<NodeName, URI> bases) {
        this.bases = bases;
    }

    public URI write(SocketUrl url) {
        return bases.apply(url.node()).resolve(pathOf(url));
    }

    /** The part after the host: {@code /node?ticket=…}. */
    public static String pathOf(SocketUrl url) {
        return "/" + url.node() + "?" + TICKET + URLEncoder.encode(url.ticket().value(), StandardCharsets.UTF_8);
    }

    /** Reads a whole URL or the part after the host; throws {@link IllegalArgumentException} when it is not one. */
    public static SocketUrl read(URI url) {
        var path = url.getPath();
        var query = url.getRawQuery();
        if (path == null || !path.startsWith("/") || query == null) {
            throw new IllegalArgumentException("a WebSocket's URL ends with /node?ticket=…, unlike " + url);
        }
        for (var parameter : query.split("&", -1)) {
            if (parameter.startsWith(TICKET)) {
                var ticket = URLDecoder.decode(parameter.substring(TICKET.length()), StandardCharsets.UTF_8);
                return new SocketUrl(new NodeName(path.substring(1)), new Ticket(ticket));
            }
        }
        throw new IllegalArgumentException("there is no ticket in " + url);
    }
}
