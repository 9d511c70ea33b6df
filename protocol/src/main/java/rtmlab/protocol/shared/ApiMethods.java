package rtmlab.protocol.shared;

import java.util.function.Function;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.User;
import rtmlab.protocol.port.Host;

/** Slack's Web API as every web app serves it: all but how a post goes its way, and where history comes from. */
public final class ApiMethods {

    private ApiMethods() {}

    /**
     * Answers all of them from now on.
     *
     * @param socketServer where a user's WebSocket is to be opened
     */
    public static void serve(Host host, Access access, Function<User, NodeName> socketServer) {
        serve(host, access, socketServer, (_, _, _, _) -> {}, _ -> {});
    }

    /**
     * As {@link #serve(Host, Access, Function)}.
     *
     * @param memberships told who has just joined or left a channel
     * @param team told of new channels, new names and changed profiles
     */
    public static void serve(
            Host host,
            Access access,
            Function<User, NodeName> socketServer,
            MembershipListener memberships,
            TeamListener team) {
        new AuthMethods(host, access).serve();
        new ConversationMethods(host, access).serve();
        new ChannelChanges(host, access, memberships, team).serve();
        new UserMethods(host, access, team).serve();
        new SearchMethods(host, access).serve();
        new RtmMethods(host, access, socketServer).serve();
    }
}
