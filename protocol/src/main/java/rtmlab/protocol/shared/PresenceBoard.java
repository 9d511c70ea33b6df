package rtmlab.protocol.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Presence;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.Host;

/**
 * Who is there, and who wants to be told: Slack's rules of presence, kept in one server's memory.
 *
 * <p>A user is active while at least one of their clients is connected and has done something within the last 30
 * minutes, unless they have set themselves away. A subscription names all the users that its holder wants to hear of,
 * in the place of the one before, and lasts as long as its holder's connection.
 *
 * @param <C> a client's connection, equal to itself alone
 */
public final class PresenceBoard<C> {

    /** After so long without a sign of life a connected user is away (Slack's API documentation). */
    public static final Duration SILENCE = Duration.ofMinutes(30);

    private final Host host;
    private final Duration silence;
    private final BiConsumer<C, Frame.PresenceChange> teller;
    private final Map<UserId, Person> people = new LinkedHashMap<>();
    private final Map<C, Person> owners = new LinkedHashMap<>();
    private final Map<C, Set<UserId>> subscriptions = new LinkedHashMap<>();
    private final Map<UserId, Set<C>> watchers = new LinkedHashMap<>();
    private boolean minds;

    /**
     * What the board knows of one user.
     *
     * @param lastActivity the latest sign of life; null of someone who is not connected
     */
    public record Status(
            Presence presence,
            boolean isManuallyAway,
            int connections,
            @Nullable Instant lastActivity) {}

    /**
     * An empty board.
     *
     * @param silence after so long without a sign of life a connected user is away
     * @param teller sends a subscriber what has changed, perhaps for several users at once
     */
    public PresenceBoard(Host host, Duration silence, BiConsumer<C, Frame.PresenceChange> teller) {
        this.host = host;
        this.silence = silence;
        this.teller = teller;
    }

    public void connected(C client, UserId user) {
        var person = people.computeIfAbsent(user, Person::new);
        person.clients.add(client);
        owners.put(client, person);
        acted(client);
    }

    /** The connection is gone, and its subscription with it. */
    public void disconnected(C client) {
        subscribe(client, List.of());
        subscriptions.remove(client);
        var person = owners.remove(client);
        if (person != null) {
            person.clients.remove(client);
            announce(person);
        }
    }

    /** The client showed a sign of life by its user: anything but a ping. */
    public void acted(C client) {
        var person = owners.get(client);
        if (person != null) {
            person.lastActivity = host.clock().now();
            announce(person);
        }
    }

    /** The user sets themselves away, or leaves it to their clients again. */
    public void setAway(UserId user, boolean isAway) {
        var person = people.computeIfAbsent(user, Person::new);
        person.isManuallyAway = isAway;
        announce(person);
    }

    /** From now on the watcher is told of these users and of no others; of what is now it has to ask. */
    public void subscribe(C watcher, Collection<UserId> users) {
        for (var user : subscriptions.getOrDefault(watcher, Set.of())) {
            var others = watchers.get(user);
            if (others != null && others.remove(watcher) && others.isEmpty()) {
                watchers.remove(user);
            }
        }
        var wanted = new LinkedHashSet<>(users);
        subscriptions.put(watcher, wanted);
        wanted.forEach(user ->
                watchers.computeIfAbsent(user, _ -> new LinkedHashSet<>()).add(watcher));
        mindSilence();
    }

    /** The presence of these users now: those who are active in one frame, the others in another. */
    public List<Frame.PresenceChange> query(Collection<UserId> users) {
        var byPresence = new LinkedHashMap<Presence, List<UserId>>();
        for (var user : new LinkedHashSet<>(users)) {
            byPresence
                    .computeIfAbsent(status(user).presence(), _ -> new ArrayList<>())
                    .add(user);
        }
        return changes(byPresence);
    }

    /** Whether this user has a client here, or has set themselves away. */
    public boolean knows(UserId user) {
        return people.containsKey(user);
    }

    public Status status(UserId user) {
        var person = people.get(user);
        return person == null ? new Status(Presence.AWAY, false, 0, null) : person.status();
    }

    /** Tells whoever wants to know, if there is something new. */
    private void announce(Person person) {
        if (person.clients.isEmpty() && !person.isManuallyAway) {
            people.remove(person.user);
        }
        var now = person.presence();
        if (now != person.announced) {
            person.announced = now;
            var change = new Frame.PresenceChange(List.of(person.user), now);
            watchersOf(person.user).forEach(watcher -> teller.accept(watcher, change));
        }
        mindSilence();
    }

    /** Copies, since whoever is told may go. */
    private List<C> watchersOf(UserId user) {
        return List.copyOf(watchers.getOrDefault(user, Set.of()));
    }

    /** Silence is no event: someone has to watch the clock, as long as someone else wants to know. */
    private void mindSilence() {
        if (!minds && isMinded()) {
            minds = true;
            host.spawn("presence", this::waitForSilence);
        }
    }

    private boolean isMinded() {
        return !watchers.isEmpty() && people.values().stream().anyMatch(person -> person.announced == Presence.ACTIVE);
    }

    private void waitForSilence() {
        while (isMinded()) {
            var first = people.values().stream()
                    .filter(person -> person.announced == Presence.ACTIVE)
                    .map(person -> person.lastActivity)
                    .min(Instant::compareTo)
                    .orElseThrow();
            host.clock().sleep(Duration.between(host.clock().now(), first.plus(silence)));
            announceTheSilent();
        }
        minds = false;
    }

    /** All who have fallen silent, in one frame for each of those who want to know. */
    private void announceTheSilent() {
        var news = new LinkedHashMap<C, List<UserId>>();
        for (var person : people.values()) {
            if (person.announced == Presence.ACTIVE && person.presence() == Presence.AWAY) {
                person.announced = Presence.AWAY;
                watchersOf(person.user)
                        .forEach(watcher -> news.computeIfAbsent(watcher, _ -> new ArrayList<>())
                                .add(person.user));
            }
        }
        news.forEach((watcher, users) -> teller.accept(watcher, new Frame.PresenceChange(users, Presence.AWAY)));
    }

    private static List<Frame.PresenceChange> changes(Map<Presence, List<UserId>> byPresence) {
        var changes = new ArrayList<Frame.PresenceChange>();
        byPresence.forEach((presence, users) -> changes.add(new Frame.PresenceChange(users, presence)));
        return changes;
    }

    /** A user with a client connected, or one who has set themselves away. */
    private final class Person {
        final UserId user;
        final Set<C> clients = new LinkedHashSet<>();
        Instant lastActivity = Instant.EPOCH;
        boolean isManuallyAway;
        Presence announced = Presence.AWAY;

        Person(UserId user) {
            this.user = user;
        }

        Presence presence() {
            var isSilent = !host.clock().now().isBefore(lastActivity.plus(silence));
            return clients.isEmpty() || isManuallyAway || isSilent ? Presence.AWAY : Presence.ACTIVE;
        }

        Status status() {
            return new Status(presence(), isManuallyAway, clients.size(), clients.isEmpty() ? null : lastActivity);
        }
    }
}
