package rtmlab.harness.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import rtmlab.checkers.history.Event;
import rtmlab.harness.simulated.SimulatedTrial;

/**
 * The first event at which what a user saw or was told differs between two runs of the same scenario.
 *
 * <p>Two architectures never do everything in the same order, so each user's view is compared for itself: what the user
 * saw in each channel, and what became of each message that the user sent. Where no view differs, the stores are compared.
 *
 * @param view whose it is: {@code what bob saw in #general}
 * @param atMicros since the beginning of the workload, in the run in which it happened first; negative for the store,
 *     which is looked into at the end
 * @param inOne what happened in the first run at this point, in a sentence; none where nothing more happened
 * @param inOther the same in the second run
 */
public record Divergence(String view, long atMicros, Optional<String> inOne, Optional<String> inOther) {

    private static final String STORE = "the store";

    private static final long NO_TIME = -1;

    /** What a user notices, without its time and its place: {@code sees m2}. */
    private record Notice(String what, String sentence, long atMicros) {}

    public static Optional<Divergence> between(ScenarioRun one, ScenarioRun other) {
        return first(views(one), views(other)).or(() -> betweenStores(one, other));
    }

    private static Optional<Divergence> first(Map<String, List<Notice>> one, Map<String, List<Notice>> other) {
        var names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        return names.stream()
                .flatMap(view ->
                        differing(view, one.getOrDefault(view, List.of()), other.getOrDefault(view, List.of()))
                                .stream())
                .min(Comparator.comparingLong(Divergence::atMicros));
    }

    private static Optional<Divergence> differing(String view, List<Notice> one, List<Notice> other) {
        for (var at = 0; at < Math.max(one.size(), other.size()); at++) {
            var inOne = at < one.size() ? Optional.of(one.get(at)) : Optional.<Notice>empty();
            var inOther = at < other.size() ? Optional.of(other.get(at)) : Optional.<Notice>empty();
            if (!inOne.map(Notice::what).equals(inOther.map(Notice::what))) {
                var micros = Math.min(
                        inOne.map(Notice::atMicros).orElse(Long.MAX_VALUE),
                        inOther.map(Notice::atMicros).orElse(Long.MAX_VALUE));
                return Optional.of(
                        new Divergence(view, micros, inOne.map(Notice::sentence), inOther.map(Notice::sentence)));
            }
        }
        return Optional.empty();
    }

    /** Each user's view of each channel, and of the fate of each own message. */
    private static Map<String, List<Notice>> views(ScenarioRun run) {
        var views = new LinkedHashMap<String, List<Notice>>();
        for (var event : run.history().events()) {
            var micros = event.atMicros() - run.beganMicros();
            switch (event) {
                // A last message goes round when all is over: it is no part of the scenario.
                case Event.Saw e when SimulatedTrial.isClosing(e.id()) -> {}
                case Event.Answer e when SimulatedTrial.isClosing(e.id()) -> {}
                case Event.Saw e ->
                    add(
                            views,
                            "what " + e.member() + " saw in #" + e.channel(),
                            new Notice(e.id() + " " + e.text(), e.member() + " sees \"" + e.text() + "\"", micros));
                case Event.Acknowledged e ->
                    add(
                            views,
                            told(e),
                            new Notice("sent", e.member() + " is told that " + e.id() + " was sent", micros));
                case Event.Refused e ->
                    add(
                            views,
                            told(e),
                            new Notice("refused", e.member() + " is told that " + e.id() + " was not sent", micros));
                case Event.Unknown e ->
                    add(
                            views,
                            told(e),
                            new Notice(
                                    "unknown", e.member() + " does not learn whether " + e.id() + " was sent", micros));
                default -> {}
            }
        }
        return views;
    }

    private static String told(Event.Answer answer) {
        return "what " + answer.member() + " was told of " + answer.id();
    }

    /** The first row that only one of the two stores holds, or else the first place at which their rows differ. */
    private static Optional<Divergence> betweenStores(ScenarioRun one, ScenarioRun other) {
        var inOne = rows(one);
        var inOther = rows(other);
        for (var row : inOther) {
            if (!inOne.contains(row)) {
                return Optional.of(
                        new Divergence(STORE, NO_TIME, Optional.of("lacks " + row), Optional.of("holds it")));
            }
        }
        for (var row : inOne) {
            if (!inOther.contains(row)) {
                return Optional.of(
                        new Divergence(STORE, NO_TIME, Optional.of("holds " + row), Optional.of("lacks it")));
            }
        }
        if (inOne.size() != inOther.size()) {
            return Optional.of(new Divergence(
                    STORE,
                    NO_TIME,
                    Optional.of("holds " + inOne.size() + " rows"),
                    Optional.of(inOther.size() + " rows of the same messages")));
        }
        for (var at = 0; at < inOne.size(); at++) {
            if (!inOne.get(at).equals(inOther.get(at))) {
                return Optional.of(new Divergence(
                        STORE,
                        NO_TIME,
                        Optional.of("has " + inOne.get(at) + " at place " + (at + 1)),
                        Optional.of("has " + inOther.get(at) + " there")));
            }
        }
        return Optional.empty();
    }

    private static List<String> rows(ScenarioRun run) {
        return run.history().events().stream()
                .filter(event -> event instanceof Event.Stored row && !SimulatedTrial.isClosing(row.id()))
                .map(Event.Stored.class::cast)
                .map(row -> "\"" + row.text() + "\" in #" + row.channel())
                .toList();
    }

    private static void add(Map<String, List<Notice>> views, String view, Notice notice) {
        views.computeIfAbsent(view, _ -> new ArrayList<>()).add(notice);
    }

    /** In a sentence, with the names of the two variants. */
    public String sentence(String one, String other) {
        var where = atMicros == NO_TIME
                ? "not in what users saw or were told, but in the store: it "
                : String.format(Locale.ROOT, "at %.1f ms, in %s: ", atMicros / 1_000.0, view);
        return where
                + inOne.orElse("nothing more") + " (" + one + "), " + inOther.orElse("nothing more") + " (" + other
                + ")";
    }
}
