package rtmlab.initial;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;

/**
 * Notices that a team has moved to another server, and sends its clients after it.
 *
 * <p>Nobody tells a server that it was taken for dead. Until it looks, the team lives on two servers.
 */
final class TeamWatch {

    /** The most that a team can be said to live on two servers once both can reach the registry. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Host host;
    private final TeamServers teamServers;
    private final Rooms rooms;
    private final Set<WorkspaceId> watched = new LinkedHashSet<>();

    TeamWatch(Host host, TeamServers teamServers, Rooms rooms) {
        this.host = host;
        this.teamServers = teamServers;
        this.rooms = rooms;
    }

    /** From now on, as long as there are clients of this team here. Does not wait. */
    void watch(WorkspaceId team) {
        if (watched.add(team)) {
            host.spawn("team watch", () -> run(team));
        }
    }

    /** How many clients are here whose team lives elsewhere. Waits. */
    int strays() {
        var strays = 0;
        for (var team : List.copyOf(watched)) {
            strays += livesHere(team) ? 0 : rooms.of(team).size();
        }
        return strays;
    }

    private void run(WorkspaceId team) {
        while (!rooms.of(team).isEmpty()) {
            host.clock().idle(PAUSE);
            try {
                if (!livesHere(team)) {
                    rooms.of(team).forEach(ClientConnection::sendAfterTeam);
                    break;
                }
            } catch (CallFailed _) {
                // The registry is out of reach: look again.
            }
        }
        watched.remove(team);
    }

    private boolean livesHere(WorkspaceId team) {
        return teamServers.of(team).equals(host.name());
    }
}
