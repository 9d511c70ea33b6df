package rtmlab.updated;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Presence;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.AskPresences;
import rtmlab.protocol.port.Host;

/**
 * A gateway's part in presence: says which clients are here, with each user's own presence server, and asks for those
 * users alone whom its clients want to hear of.
 *
 * @param <C> a client's connection
 */
final class PresenceLinks<C> {

    /** A client that acts is told of no more often than this: half an hour of silence is what counts. */
    static final Duration HEARTBEAT = Duration.ofMinutes(1);

    private final Host host;
    private final List<NodeName> servers;
    private final BiConsumer<C, Frame.PresenceChange> teller;
    private final Map<NodeName, ChannelServerLink> links = new LinkedHashMap<>();
    private final Map<C, Guest> guests = new LinkedHashMap<>();
    private final Map<NodeName, Set<UserId>> asked = new LinkedHashMap<>();

    /** What the servers have told last of those who were asked for; of no one whose server cannot be heard. */
    private final Map<UserId, Presence> known = new LinkedHashMap<>();

    private int names;

    private final class Guest {
        final String name = "client-" + ++names;
        final UserId user;
        Set<UserId> wanted = Set.of();
        Instant beat = host.clock().now();

        Guest(UserId user) {
            this.user = user;
        }
    }

    PresenceLinks(Host host, List<NodeName> servers, BiConsumer<C, Frame.PresenceChange> teller) {
        this.host = host;
        this.servers = servers;
        this.teller = teller;
    }

    /** Connects with every presence server. Does not wait. */
    void open() {
        for (var server : servers) {
            // Watched: a gateway that stands still takes its clients along.
            var link = ChannelServerLink.watched(host, server, new FromPresenceServer());
            links.put(server, link);
            link.open();
        }
    }

    void online(C client, UserId user) {
        var guest = new Guest(user);
        guests.put(client, guest);
        linkOf(user).send(new Frame.ClientHere(guest.name, user));
    }

    /** The client showed a sign of life by its user. */
    void acted(C client) {
        var guest = guests.get(client);
        var now = host.clock().now();
        if (guest != null && !now.isBefore(guest.beat.plus(HEARTBEAT))) {
            guest.beat = now;
            linkOf(guest.user).send(new Frame.ClientHere(guest.name, guest.user));
        }
    }

    void offline(C client) {
        var guest = guests.remove(client);
        if (guest != null) {
            linkOf(guest.user).send(new Frame.ClientGone(guest.name));
            if (!guest.wanted.isEmpty()) {
                askForWanted();
            }
        }
    }

    /** In the place of all that this client has asked for before. */
    void subscribe(C client, List<UserId> users) {
        var guest = guests.get(client);
        if (guest != null) {
            guest.wanted = new LinkedHashSet<>(users);
            askForWanted();
        }
    }

    /**
     * The presence of these users now; waits for the servers that know. What they tell over their connections counts for
     * more than an answer, which may be late.
     */
    List<Frame.PresenceChange> query(List<UserId> users) {
        var answered = new LinkedHashSet<UserId>();
        var unknown = new LinkedHashSet<>(users);
        unknown.removeIf(this::isKnown);
        byServer(unknown)
                .forEach((server, theirs) -> answered.addAll(host.http()
                        .call(server, InternalApi.QUERY_PRESENCE, new AskPresences(List.copyOf(theirs)))
                        .active()));
        var byPresence = new EnumMap<Presence, List<UserId>>(Presence.class);
        for (var user : new LinkedHashSet<>(users)) {
            var answer = answered.contains(user) ? Presence.ACTIVE : Presence.AWAY;
            var presence = isKnown(user) ? known.getOrDefault(user, answer) : answer;
            byPresence.computeIfAbsent(presence, _ -> new ArrayList<>()).add(user);
        }
        var changes = new ArrayList<Frame.PresenceChange>();
        byPresence.forEach((presence, theirs) -> changes.add(new Frame.PresenceChange(theirs, presence)));
        return changes;
    }

    private boolean isKnown(UserId user) {
        return known.containsKey(user) && linkOf(user).isUp();
    }

    /** Each server is asked again only when what is wanted of it has changed. */
    private void askForWanted() {
        var all = new LinkedHashSet<UserId>();
        guests.values().forEach(guest -> all.addAll(guest.wanted));
        known.keySet().retainAll(all);
        var wanted = byServer(all);
        links.forEach((server, link) -> {
            var now = wanted.getOrDefault(server, Set.of());
            if (!now.equals(wantedOf(server))) {
                asked.put(server, now);
                link.send(new Frame.PresenceSub(null, List.copyOf(now)));
            }
        });
    }

    /** Whom that server has been asked for. */
    private Set<UserId> wantedOf(NodeName server) {
        return asked.getOrDefault(server, Set.of());
    }

    private Map<NodeName, Set<UserId>> byServer(Set<UserId> users) {
        var byServer = new LinkedHashMap<NodeName, Set<UserId>>();
        users.forEach(user -> byServer.computeIfAbsent(PresenceServer.of(user, servers), _ -> new LinkedHashSet<>())
                .add(user));
        return byServer;
    }

    private ChannelServerLink linkOf(UserId user) {
        return Objects.requireNonNull(links.get(PresenceServer.of(user, servers)), "a link to every server");
    }

    /** What comes from the presence servers. */
    private final class FromPresenceServer implements ChannelServerLink.Listener {
        @Override
        public void connected(ChannelServerLink link) {
            known.keySet().removeIf(user -> linkOf(user).equals(link));
            guests.values().stream()
                    .filter(guest -> linkOf(guest.user).equals(link))
                    .forEach(guest -> link.send(new Frame.ClientHere(guest.name, guest.user)));
            var wanted = wantedOf(link.server());
            if (!wanted.isEmpty()) {
                link.send(new Frame.PresenceSub(null, List.copyOf(wanted)));
            }
        }

        @Override
        public void arrived(Frame frame) {
            if (!(frame instanceof Frame.PresenceChange(var users, var presence))) {
                throw new IllegalStateException("a presence server does not send " + frame);
            }
            for (var user : users) {
                if (wantedOf(PresenceServer.of(user, servers)).contains(user)) {
                    known.put(user, presence);
                }
            }
            // A copy, since whoever is told may go.
            new LinkedHashMap<>(guests).forEach((client, guest) -> {
                var theirs = users.stream().filter(guest.wanted::contains).toList();
                if (!theirs.isEmpty()) {
                    teller.accept(client, new Frame.PresenceChange(theirs, presence));
                }
            });
        }
    }
}
