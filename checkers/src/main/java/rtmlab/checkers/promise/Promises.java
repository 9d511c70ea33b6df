package rtmlab.checkers.promise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.History;

/** The promises that a messaging system can make, and how a history is held against all of them at once. */
public final class Promises {
    private static final List<Promise> ALL = List.of(
            new NoLostAck(),
            new Delivery(),
            new Agreement(),
            new Integrity(),
            new TotalOrder(),
            new SenderOrder(),
            new IdempotentRetries(),
            new LinearizableHistory(),
            new ReadYourWrites(),
            new MonotonicReads(),
            new Seam(),
            new Recovery());

    private static final List<Promise> SESSION_GUARANTEES =
            List.of(new ReadYourWrites(), new MonotonicReads(), new MonotonicWrites(), new WritesFollowReads());

    private Promises() {}

    /** Every promise, in the order in which tables list them. */
    public static List<Promise> all() {
        return ALL;
    }

    /** The four guarantees of Terry et al. (1994) to a client's session; two of them are promises of the table as well. */
    public static List<Promise> sessionGuarantees() {
        return SESSION_GUARANTEES;
    }

    /** Answers the promise or session guarantee of this name; throws IllegalArgumentException if there is none. */
    public static Promise named(String name) {
        return Stream.concat(ALL.stream(), SESSION_GUARANTEES.stream())
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
