package rtmlab.bootstrap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.EdgeApi.UsersFound;

/** The users of one team, to be found by their ids and by how their names begin. */
public final class Roster {

    private final Map<UserId, User> byId;
    private final List<Name> byName;
    private final Instant asOf;

    /** Something that a user is called by, in lower case. */
    private record Name(String text, User user) {
        static final Comparator<Name> ORDER = Comparator.comparing(Name::text)
                .thenComparing(name -> name.user().id());
    }

    /** @param asOf since when this may be out of date */
    public Roster(List<User> users, Instant asOf) {
        this.byId = HashMap.newHashMap(users.size());
        this.byName = new ArrayList<>(2 * users.size());
        this.asOf = asOf;
        for (var user : users) {
            byId.put(user.id(), user);
            byName.addAll(names(user));
        }
        byName.sort(Name.ORDER);
    }

    private static List<Name> names(User user) {
        var names = new LinkedHashSet<String>();
        names.add(lower(user.name()));
        names.addAll(List.of(lower(user.realName()).split("\\s+", -1)));
        names.remove("");
        return names.stream().map(name -> new Name(name, user)).toList();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The user is new, or is not any more as this has it. */
    void put(User user) {
        var before = byId.put(user.id(), user);
        if (user.equals(before)) {
            return; // Each session of the team tells of it.
        }
        if (before != null) {
            names(before).forEach(name -> byName.remove(placeOf(name)));
        }
        names(user).forEach(name -> byName.add(-1 - placeOf(name), name));
    }

    /** Where it stands; where it would belong, that many below -1. */
    private int placeOf(Name name) {
        return Collections.binarySearch(byName, name, Name.ORDER);
    }

    public Optional<User> user(UserId id) {
        return Optional.ofNullable(byId.get(id));
    }

    public UsersFound find(List<UserId> ids) {
        var results = new ArrayList<User>(ids.size());
        var failed = new ArrayList<UserId>();
        for (var id : ids) {
            var user = byId.get(id);
            if (user == null) {
                failed.add(id);
            } else {
                results.add(user);
            }
        }
        return new UsersFound(results, failed);
    }

    /** Those whose name, or a word of whose real name, begins like this; in the order of those names. */
    public List<User> search(String query, int count) {
        var prefix = lower(query.strip());
        var found = new LinkedHashSet<User>();
        for (var place = firstAtOrAfter(prefix); place < byName.size() && found.size() < count; place++) {
            var name = byName.get(place);
            if (!name.text().startsWith(prefix)) {
                break;
            }
            if (!name.user().isDeleted()) {
                found.add(name.user());
            }
        }
        return List.copyOf(found);
    }

    private int firstAtOrAfter(String prefix) {
        var low = 0;
        var high = byName.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (byName.get(middle).text().compareTo(prefix) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int size() {
        return byId.size();
    }

    Instant asOf() {
        return asOf;
    }
}
