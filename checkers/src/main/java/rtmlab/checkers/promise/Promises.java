package rtmlab.checkers.promise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.History;

/** The promises of atomic broadcast, and how a history is held against all of them at once. */
public final class Promises {
    private static final List<Promise> ALL = List.of(
            new NoLostAck(),
            new Delivery(),
            new Agreement(),
            new Integrity(),
            new TotalOrder(),
            new SenderOrder(),
            new IdempotentRetries());

    private Promises() {}

    /** Every promise, in the order in which tables list them. */
    public static List<Promise> all() {
        return ALL;
    }

    /** Answers the promise of this name; throws IllegalArgumentException if there is none. */
    public static Promise named(String name) {
        return ALL.stream()
                .filter(promise -> promise.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no promise is called " + name + "; there are "
                        + String.join(", ", ALL.stream().map(Promise::name).toList())));
    }

    /** Answers the verdict on every promise by its name, in the order of {@link #all()}. */
    public static Map<String, Verdict> check(History history) {
        return check(history, ALL);
    }

    /** Answers the verdict on each of these promises by its name, in their order. */
    public static Map<String, Verdict> check(History history, List<? extends Promise> promises) {
        return check(Facts.of(history), history, promises);
    }

    /** Answers the verdict on every promise on these facts. */
    static Map<String, Verdict> check(Facts facts) {
        return check(facts, null, ALL);
    }

    private static Map<String, Verdict> check(
            Facts facts, @Nullable History history, List<? extends Promise> promises) {
        var verdicts = new LinkedHashMap<String, Verdict>();
        for (var promise : promises) {
            verdicts.put(
                    promise.name(),
                    promise instanceof BroadcastPromise broadcast
                            ? broadcast.check(facts)
                            : promise.check(history == null ? new History(facts.events) : history));
        }
        return verdicts;
    }
}
