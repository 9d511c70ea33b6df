package rtmlab.harness.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rtmlab.checkers.history.Event.Joined;
import rtmlab.checkers.history.Event.Left;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Event.Via;
import rtmlab.checkers.history.History;

/**
 * What was shown, held against what was saved: the troubles that retries and recovery have to reconcile, by name.
 *
 * <p>They are finer than promises, so that a patch shows which of them it cures and which it brings.
 */
public final class Troubles {

    static final String SHOWN_NOT_SAVED = "shown-not-saved";
    static final String SAVED_NOT_SHOWN = "saved-not-shown";
    static final String SAVED_TWICE_BY_RETRY = "saved-twice-by-retry";
    static final String SAVED_TWICE_BY_REPLAY = "saved-twice-by-replay";
    static final String ORDER_CHANGED = "order-changed";
    static final String PLACES_FALL = "places-fall";

    /** Which promise is not kept where there is this trouble: whoever documents that one has documented this. */
    public static final Map<String, List<String>> PROMISES = Map.of(
            SHOWN_NOT_SAVED, List.of("no-lost-ack", "agreement"),
            SAVED_NOT_SHOWN, List.of("delivery"),
            SAVED_TWICE_BY_RETRY, List.of("idempotent-retries"),
            SAVED_TWICE_BY_REPLAY, List.of("idempotent-retries"),
            ORDER_CHANGED, List.of("total-order"),
            PLACES_FALL, List.of("total-order"));

    private final Map<String, String> found = new LinkedHashMap<>();
    private final List<Stored> rows = new ArrayList<>();
    private final List<Saw> sightings = new ArrayList<>();
    private final Map<String, Set<String>> members = new LinkedHashMap<>();

    /** Those members who have not left. */
    private final Map<String, Set<String>> staying = new LinkedHashMap<>();

    private Troubles(History history) {
        for (var event : history.events()) {
            switch (event) {
                case Stored row -> rows.add(row);
                case Saw saw -> sightings.add(saw);
                case Joined joined ->
                    List.of(members, staying)
                            .forEach(all -> all.computeIfAbsent(joined.channel(), _ -> new LinkedHashSet<>())
                                    .add(joined.member()));
                case Left left ->
                    staying.getOrDefault(left.channel(), new HashSet<>()).remove(left.member());
                default -> {}
            }
        }
    }

    /** Each trouble that this history shows, with a sentence that shows it. */
    public static Map<String, String> in(History history) {
        var troubles = new Troubles(history);
        troubles.shownNotSaved();
        troubles.savedNotShown();
        troubles.savedTwice();
        troubles.orderChanged();
        troubles.placesFall();
        return troubles.found;
    }

    private void shownNotSaved() {
        var saved = new HashSet<String>();
        rows.forEach(row -> saved.add(row.channel() + " " + row.id()));
        for (var saw : sightings) {
            if (!saved.contains(saw.channel() + " " + saw.id())) {
                note(SHOWN_NOT_SAVED, saw.member() + " was shown " + name(saw) + ", and it is not in the store");
            }
        }
    }

    private void savedNotShown() {
        var shown = new HashSet<String>();
        sightings.forEach(saw -> shown.add(saw.member() + " " + saw.channel() + " " + saw.id()));
        for (var row : rows) {
            for (var member : staying.getOrDefault(row.channel(), Set.of())) {
                if (!shown.contains(member + " " + row.channel() + " " + row.id())) {
                    note(SAVED_NOT_SHOWN, name(row) + " is in the store, and " + member + " was never shown it");
                }
            }
        }
    }

    private void savedTwice() {
        var places = new HashMap<String, String>();
        for (var row : rows) {
            var before = places.putIfAbsent(row.channel() + " " + row.id(), row.ts());
            if (before == null) {
                continue;
            }
            if (before.equals(row.ts())) {
                note(SAVED_TWICE_BY_REPLAY, name(row) + " is stored twice under the one ts " + before);
            } else {
                note(
                        SAVED_TWICE_BY_RETRY,
                        name(row) + " is stored twice, under ts " + before + " and, tried again, " + row.ts());
            }
        }
    }

    /** A member saw one message only after the other, and the store has them the other way round. */
    private void orderChanged() {
        var first = new HashMap<String, Integer>();
        var last = new HashMap<String, Integer>();
        for (var at = 0; at < sightings.size(); at++) {
            var saw = sightings.get(at);
            var key = saw.member() + " " + saw.channel() + " " + saw.id();
            first.putIfAbsent(key, at);
            last.put(key, at);
        }
        var ordered = rows.stream()
                .sorted((one, other) -> one.ts().compareTo(other.ts()))
                .toList();
        for (var earlier = 0; earlier < ordered.size(); earlier++) {
            for (var later = earlier + 1; later < ordered.size(); later++) {
                compare(ordered.get(earlier), ordered.get(later), first, last);
            }
        }
    }

    private void compare(Stored earlier, Stored later, Map<String, Integer> first, Map<String, Integer> last) {
        if (!earlier.channel().equals(later.channel()) || earlier.id().equals(later.id())) {
            return;
        }
        for (var member : members.getOrDefault(earlier.channel(), Set.of())) {
            var firstOfEarlier = first.get(member + " " + earlier.channel() + " " + earlier.id());
            var lastOfLater = last.get(member + " " + later.channel() + " " + later.id());
            if (firstOfEarlier != null && lastOfLater != null && lastOfLater < firstOfEarlier) {
                note(
                        ORDER_CHANGED,
                        member + " was shown " + name(later) + " before \"" + earlier.text() + "\" (" + earlier.id()
                                + "), and the store has them the other way round");
            }
        }
    }

    private void placesFall() {
        var newest = new HashMap<String, Saw>();
        for (var saw : sightings) {
            if (saw.via() == Via.CATCH_UP) {
                continue;
            }
            var key = saw.member() + " " + saw.channel();
            var before = newest.put(key, saw);
            if (before != null && saw.ts().compareTo(before.ts()) <= 0) {
                note(
                        PLACES_FALL,
                        "in #" + saw.channel() + " " + saw.member() + " was shown " + name(before) + " under ts "
                                + before.ts() + ", and after it " + name(saw) + " under ts " + saw.ts()
                                + ", which is no later one");
            }
        }
    }

    private void note(String trouble, String sentence) {
        found.putIfAbsent(trouble, sentence);
    }

    private static String name(Saw saw) {
        return "\"" + saw.text() + "\" (" + saw.id() + ") from " + saw.sender();
    }

    private static String name(Stored row) {
        return "\"" + row.text() + "\" (" + row.id() + ") from " + row.sender();
    }
}
