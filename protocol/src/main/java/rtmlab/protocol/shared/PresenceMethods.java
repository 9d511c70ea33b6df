package rtmlab.protocol.shared;

import java.util.function.Function;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Presence;
import rtmlab.protocol.User;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.AskPresence;
import rtmlab.protocol.api.InternalApi.SetAway;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.Done;
import rtmlab.protocol.api.WebApi.GetPresence;
import rtmlab.protocol.api.WebApi.PresenceFound;
import rtmlab.protocol.api.WebApi.SetPresence;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.SlackError;

/** Slack's methods {@code users.getPresence} and {@code users.setPresence}: passed on to whoever knows presence. */
public final class PresenceMethods {

    private final Http http;
    private final Access access;
    private final Function<User, NodeName> presenceServer;

    /**
     * For a node whose host this is.
     *
     * @param presenceServer who knows whether a user is there
     */
    public PresenceMethods(Host host, Access access, Function<User, NodeName> presenceServer) {
        this.http = host.http();
        this.access = access;
        this.presenceServer = presenceServer;
    }

    public void serve() {
        http.serve(WebApi.GET_PRESENCE, this::getPresence);
        http.serve(WebApi.SET_PRESENCE, this::setPresence);
    }

    private PresenceFound getPresence(GetPresence request) {
        var asker = access.require(request.token());
        var user = request.user() == null ? asker : access.requireUser(asker, request.user());
        try {
            return http.call(presenceServer.apply(user), InternalApi.GET_PRESENCE, new AskPresence(user.id()));
        } catch (CallFailed _) {
            // Who is there was in that server's memory alone. Whoever was connected there no longer is.
            return new PresenceFound(Presence.AWAY, false, 0, null);
        }
    }

    private Done setPresence(SetPresence request) {
        var user = access.require(request.token());
        try {
            return http.call(
                    presenceServer.apply(user), InternalApi.SET_AWAY, new SetAway(user.id(), request.isAway()));
        } catch (CallFailed _) {
            // Whatever became of it, saying it again does no harm.
            throw new SlackError("service_unavailable");
        }
    }
}
