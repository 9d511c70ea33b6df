package rtmlab.bootstrap;

import com.github.benmanes.caffeine.cache.Cache;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.BootApi;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.SlackError;

/**
 * What a {@link Flannel} knows of the teams whose members it serves: their users, and who belongs to which channel.
 *
 * <p>Bounded twice over: a team is kept while a member of it has a session here; and users and memberships in all up to a
 * number each, the cache deciding which teams and channels are worth their room. What is not here is read when it is asked
 * for.
 */
final class Teams implements EdgeSession.Listener {

    private static final int USERS_PER_PAGE = 1_000;

    /** A team with an author that it never tells of is not to be read with every message. */
    private static final Duration NOT_AGAIN_WITHIN = Duration.ofSeconds(5);

    private final Host host;
    private final Clock clock;
    private final Origin origin;
    private final FlannelSettings settings;
    private final Cache<WorkspaceId, Roster> rosters;
    private final Cache<ChannelId, Members> members;
    private final Coalesced<WorkspaceId, Roster> rosterCalls;
    private final Coalesced<ChannelId, Members> memberCalls;
    private final Meanwhile<WorkspaceId, Roster> rostersMeanwhile = new Meanwhile<>();
    private final Meanwhile<ChannelId, Members> membersMeanwhile = new Meanwhile<>();
    private final Tally tally;

    /**
     * Who belonged to a channel at some time.
     *
     * @param inOrder by their ids
     */
    record Members(List<UserId> inOrder, Instant asOf) {

        boolean has(UserId user) {
            return Collections.binarySearch(inOrder, user) >= 0;
        }

        Members with(UserId user) {
            return has(user)
                    ? this
                    : new Members(
                            Stream.concat(inOrder.stream(), Stream.of(user))
                                    .sorted()
                                    .toList(),
                            asOf);
        }

        Members without(UserId user) {
            return has(user)
                    ? new Members(
                            inOrder.stream()
                                    .filter(member -> !member.equals(user))
                                    .toList(),
                            asOf)
                    : this;
        }
    }

    Teams(Host host, Origin origin, FlannelSettings settings, Tally tally) {
        this.host = host;
        this.clock = host.clock();
        this.origin = origin;
        this.settings = settings;
        this.tally = tally;
        this.rosters = Caches.with(clock)
                .maximumWeight(settings.maxUsers())
                .weigher((WorkspaceId _, Roster roster) -> roster.size())
                .evictionListener((_, _, _) -> tally.evicted++)
                .build();
        this.members = Caches.with(clock)
                .maximumWeight(settings.maxMemberships())
                .weigher((ChannelId _, Members kept) -> kept.inOrder().size())
                .evictionListener((_, _, _) -> tally.evicted++)
                .build();
        this.rosterCalls = new Coalesced<>(host, tally);
        this.memberCalls = new Coalesced<>(host, tally);
    }

    /** The team's users; where they are not here yet, this waits for them. */
    Roster roster(WorkspaceId team) {
        var known = rosters.getIfPresent(team);
        return known == null ? fetch(team) : answeredFrom(known);
    }

    /** Has the team's users read, beside what goes on, unless they are here. Does not wait. */
    void warm(WorkspaceId team) {
        if (rosters.getIfPresent(team) == null && !rosterCalls.isUnderway(team)) {
            host.spawn("warm", () -> fetch(team));
        }
    }

    @Override
    public Optional<User> profile(WorkspaceId team, UserId user) {
        var known = Optional.ofNullable(rosters.getIfPresent(team)).flatMap(roster -> roster.user(user));
        if (known.isPresent()) {
            tally.prefetched++;
        }
        return known;
    }

    /**
     * Whoever writes in a channel is of the team and belongs to the channel: where that is not known here, something has
     * changed, and is read again.
     */
    @Override
    public void heard(WorkspaceId team, Message message) {
        var roster = rosters.getIfPresent(team);
        if (roster != null
                && roster.user(message.author()).isEmpty()
                && roster.asOf().plus(NOT_AGAIN_WITHIN).isBefore(clock.now())
                && !rosterCalls.isUnderway(team)) {
            host.spawn("somebody new", () -> fetch(team));
        }
        var known = members.getIfPresent(message.channel());
        if (known != null && !known.has(message.author())) {
            members.invalidate(message.channel());
        }
    }

    @Override
    public void changed(User user) {
        UnaryOperator<Roster> change = roster -> {
            roster.put(user);
            return roster;
        };
        rostersMeanwhile.changed(user.workspace(), change);
        rosters.asMap().computeIfPresent(user.workspace(), (_, roster) -> change.apply(roster));
    }

    @Override
    public void joined(ChannelId channel, UserId user) {
        membersMeanwhile.changed(channel, members -> members.with(user));
        members.asMap().computeIfPresent(channel, (_, known) -> known.with(user));
    }

    @Override
    public void left(ChannelId channel, UserId user) {
        membersMeanwhile.changed(channel, members -> members.without(user));
        members.asMap().computeIfPresent(channel, (_, known) -> known.without(user));
    }

    /** Who belongs to a channel, as of at most some seconds ago. Waits where that is not known. */
    Members members(ChannelId channel) {
        var known = members.getIfPresent(channel);
        return known != null && known.asOf().plus(settings.maxAge()).isAfter(clock.now())
                ? answeredFrom(known)
                : memberCalls.get(channel, () -> fetch(channel));
    }

    private Roster answeredFrom(Roster roster) {
        tally.answeredFrom(roster.asOf(), clock.now());
        return roster;
    }

    private Members answeredFrom(Members known) {
        tally.answeredFrom(known.asOf(), clock.now());
        return known;
    }

    /**
     * The profiles of those whom the first screen shows: who belongs to the first channel on it. Does not wait: what is
     * not here yet is read for whoever comes next, and whoever is here asks for it.
     */
    List<User> firstScreen(User self, List<WebApi.Conversation> channels, int limit) {
        if (channels.isEmpty()) {
            return List.of(self);
        }
        var shown = channels.getFirst().channel().id();
        var known = members.getIfPresent(shown);
        var roster = rosters.getIfPresent(self.workspace());
        if (known == null && !memberCalls.isUnderway(shown)) {
            host.spawn("members", () -> members(shown));
        }
        if (known == null || roster == null) {
            return List.of(self);
        }
        var profiles = new ArrayList<User>();
        for (var user : known.inOrder()) {
            if (profiles.size() == limit) {
                break;
            }
            roster.user(user).ifPresent(profiles::add);
        }
        return profiles;
    }

    /**
     * Forgets the teams that nobody is here of, and reads the others again where that is due before the next time. Waits.
     *
     * @param next when this will be called again
     */
    void refresh(List<WorkspaceId> inUse, Duration next) {
        rosters.asMap().keySet().retainAll(inUse);
        for (var team : inUse) {
            var roster = rosters.getIfPresent(team);
            if (roster != null
                    && roster.asOf()
                            .plus(settings.maxAge())
                            .isBefore(clock.now().plus(next))) {
                try {
                    fetch(team);
                } catch (SlackError _) {
                    // Old data is better than none: how old it is, the figures tell.
                }
            }
        }
    }

    private Roster fetch(WorkspaceId team) {
        return rosterCalls.get(team, () -> {
            var roster = rostersMeanwhile.read(team, () -> read(team));
            rosters.put(team, roster);
            return roster;
        });
    }

    private Roster read(WorkspaceId team) {
        var asOf = clock.now();
        var users = new ArrayList<User>();
        UserId last = null;
        while (true) {
            var page = origin.call(BootApi.TEAM_USERS, new BootApi.TeamUsers(team, last, USERS_PER_PAGE))
                    .users();
            users.addAll(page);
            if (page.size() < USERS_PER_PAGE) {
                return new Roster(users, asOf);
            }
            last = page.getLast().id();
        }
    }

    /** Called by one at a time for a channel. */
    private Members fetch(ChannelId channel) {
        var fetched = membersMeanwhile.read(channel, () -> read(channel));
        members.put(channel, fetched);
        return fetched;
    }

    private Members read(ChannelId channel) {
        var asOf = clock.now();
        var found = origin.call(BootApi.CHANNEL_MEMBERS, new BootApi.ChannelMembers(channel))
                .members();
        return new Members(found.stream().sorted().toList(), asOf);
    }

    int users() {
        return weight(rosters);
    }

    int memberships() {
        return weight(members);
    }

    private static int weight(Cache<?, ?> cache) {
        return (int) cache.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    long oldestMillis() {
        var now = clock.now();
        return rosters.asMap().values().stream()
                .mapToLong(roster -> Duration.between(roster.asOf(), now).toMillis())
                .max()
                .orElse(0);
    }
}
