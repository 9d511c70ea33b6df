package lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.labs.api.Checker;

/** Within a channel, no two members, nor the store, disagree on the order of two messages. */
public final class TotalOrder implements Checker {

    @Override
    public Optional<String> breach(List<Event> history) {
        // For each channel: who saw which messages in which order; the store is one more who saw them.
        Map<String, Map<String, List<String>>> orders = new LinkedHashMap<>();
        for (var event : history) {
            switch (event) {
                case Saw saw -> note(orders, "everywhere", saw.member(), saw.id());
                case Stored row -> note(orders, "everywhere", "the store", row.id());
                default -> {}
            }
        }
        for (var channel : orders.values()) {
            for (var one : channel.entrySet()) {
                for (var other : channel.entrySet()) {
                    if (!inOrderOf(one.getValue(), other.getValue()).equals(inOrderOf(other.getValue(), one.getValue()))) {
                        return Optional.of(one.getKey() + " and " + other.getKey() + " disagree: " + one.getValue()
                                + " and " + other.getValue());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static void note(Map<String, Map<String, List<String>>> orders, String channel, String who, String id) {
        var order = orders.computeIfAbsent(channel, _ -> new LinkedHashMap<>())
                .computeIfAbsent(who, _ -> new ArrayList<>());
        if (!order.contains(id)) {
            order.add(id); // What is shown twice is another promise's.
        }
    }

    /** Of the first list, what the second has as well. */
    private static List<String> inOrderOf(List<String> list, List<String> common) {
        var both = new ArrayList<>(list);
        both.retainAll(new HashSet<>(common));
        return both;
    }
}
