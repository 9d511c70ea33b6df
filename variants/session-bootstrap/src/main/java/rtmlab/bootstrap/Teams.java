package rtmlab.bootstrap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.BootApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.SlackError;

/**
 * What a {@link Flannel} knows of the teams whose members it serves: their users, and who belongs to which channel.
 *
 * <p>Bounded twice over: a team is kept while a member of it has a session here, and memberships up to a number, those
 * of the channel that was asked about longest ago going first. Plain collections under the node's monitor: a caching
 * library brings threads, clocks and chance of its own, and the simulator could not repeat a run.
 */
final class Teams {

    private static final int USERS_PER_PAGE = 1_000;

    private final Host host;
    private final Clock clock;
    private final Origin origin;
    private final FlannelSettings settings;
    private final Map<WorkspaceId, Roster> rosters = new LinkedHashMap<>();
    private final Map<ChannelId, Members> members = new LinkedHashMap<>(16, 0.75f, true);
    private final Coalesced<WorkspaceId, Roster> rosterCalls;
    private final Coalesced<ChannelId, Set<UserId>> memberCalls;
    private final Tally tally;
    private int memberships;

    private record Members(Set<UserId> users, Instant asOf) {}

    Teams(Host host, Origin origin, FlannelSettings settings, Tally tally) {
        this.host = host;
        this.clock = host.clock();
        this.origin = origin;
        this.settings = settings;
        this.tally = tally;
        this.rosterCalls = new Coalesced<>(host, tally);
        this.memberCalls = new Coalesced<>(host, tally);
    }

    /** The team's users; where they are not here yet, this waits for them. */
    Roster roster(WorkspaceId team) {
        var known = rosters.get(team);
        return known == null ? fetch(team) : known;
    }

    /** Has the team's users read, beside what goes on, unless they are here. Does not wait. */
    void warm(WorkspaceId team) {
        if (!rosters.containsKey(team) && !rosterCalls.isUnderway(team)) {
            host.spawn("warm", () -> fetch(team));
        }
    }

    /** A user of the team, if known here. Does not wait. */
    Optional<User> profile(WorkspaceId team, UserId user) {
        var known = Optional.ofNullable(rosters.get(team)).flatMap(roster -> roster.user(user));
        if (known.isPresent()) {
            tally.prefetched++;
        }
        return known;
    }

    /** Who belongs to a channel, as of at most some seconds ago. Waits where that is not known. */
    Set<UserId> members(ChannelId channel) {
        var known = members.get(channel);
        return known != null && known.asOf().plus(settings.maxAge()).isAfter(clock.now())
                ? known.users()
                : memberCalls.get(channel, () -> fetch(channel));
    }

    /** The profiles of those whom the first screen shows: who belongs to the first channel on it. Does not wait. */
    List<User> firstScreen(EdgeSession session, int limit) {
        var roster = rosters.get(session.self().workspace());
        var shown = session.channels().isEmpty()
                ? null
                : session.channels().getFirst().channel().id();
        if (roster == null || shown == null) {
            return List.of(session.self());
        }
        var known = members.get(shown);
        if (known == null) {
            if (!memberCalls.isUnderway(shown)) {
                host.spawn("members", () -> members(shown));
            }
            return List.of(session.self());
        }
        var profiles = new ArrayList<User>();
        for (var user : known.users()) {
            if (profiles.size() == limit) {
                break;
            }
            roster.user(user).ifPresent(profiles::add);
        }
        return profiles;
    }

    /** Forgets the teams that nobody is here of, and reads the others again where that is due. Waits. */
    void refresh(List<WorkspaceId> inUse) {
        rosters.keySet().retainAll(inUse);
        for (var team : inUse) {
            var roster = rosters.get(team);
            if (roster != null && roster.asOf().plus(settings.maxAge()).isBefore(clock.now())) {
                try {
                    fetch(team);
                } catch (CallFailed | SlackError _) {
                    // Old data is better than none: how old it is, the figures tell.
                }
            }
        }
    }

    private Roster fetch(WorkspaceId team) {
        return rosterCalls.get(team, () -> {
            var asOf = clock.now();
            var users = new ArrayList<User>();
            UserId last = null;
            while (true) {
                var page = origin.call(BootApi.TEAM_USERS, new BootApi.TeamUsers(team, last, USERS_PER_PAGE))
                        .users();
                users.addAll(page);
                if (page.size() < USERS_PER_PAGE) {
                    break;
                }
                last = page.getLast().id();
            }
            var roster = new Roster(users, asOf);
            rosters.put(team, roster);
            return roster;
        });
    }

    private Set<UserId> fetch(ChannelId channel) {
        var asOf = clock.now();
        var users = new LinkedHashSet<>(origin.call(BootApi.CHANNEL_MEMBERS, new BootApi.ChannelMembers(channel))
                .members());
        keep(channel, new Members(users, asOf));
        return users;
    }

    private void keep(ChannelId channel, Members fetched) {
        var old = members.put(channel, fetched);
        memberships += fetched.users().size() - (old == null ? 0 : old.users().size());
        var longestUnused = members.entrySet().iterator();
        while (memberships > settings.maxMemberships() && members.size() > 1) {
            memberships -= longestUnused.next().getValue().users().size();
            longestUnused.remove();
        }
    }

    int users() {
        return rosters.values().stream().mapToInt(Roster::size).sum();
    }

    int memberships() {
        return memberships;
    }

    long oldestMillis() {
        var now = clock.now();
        return rosters.values().stream()
                .mapToLong(roster -> Duration.between(roster.asOf(), now).toMillis())
                .max()
                .orElse(0);
    }
}
