package rtmlab.harness.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.History;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.harness.page.Scene.Arrow;
import rtmlab.harness.page.Scene.Judged;
import rtmlab.harness.page.Scene.Lane;
import rtmlab.harness.page.Scene.Mark;

/**
 * Lays a recorded run on real processes out: a line for each member and one for the faults, a column for each event,
 * an arrow from whoever sends a message to whoever is shown it. Of a long history, the part where it matters.
 */
final class HistoryScene {

    /** As many events as a page can hold and a reader might want. */
    static final int MOST_EVENTS = 10_000;

    /** Shown of what went before the first thing that matters. */
    private static final int BEFORE = 500;

    private static final String FAULTS = "faults";

    private final List<Event> events;
    private final Map<String, Verdict> verdicts;
    private final Map<String, Integer> lanes = new LinkedHashMap<>();
    private final List<Mark> marks = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();
    private final Map<String, Integer> sentAt = new HashMap<>();

    HistoryScene(History history, Map<String, Verdict> verdicts) {
        this.verdicts = verdicts;
        var told = history.events().stream()
                .filter(event -> !(event instanceof Event.Joined || event instanceof Event.Stored))
                .toList();
        var first = Math.clamp(whereItMatters(told) - BEFORE, 0, Math.max(0, told.size() - MOST_EVENTS));
        this.events = told.subList(first, Math.min(told.size(), first + MOST_EVENTS));
        for (var event : events) {
            @Nullable String member = memberOf(event);
            if (member != null) {
                lanes.putIfAbsent(member, lanes.size());
            }
        }
        lanes.put(FAULTS, lanes.size());
    }

    /** Where the first witness of a broken promise is; else the first fault; else the beginning. */
    private int whereItMatters(List<Event> told) {
        var witnesses = new HashSet<Event>();
        verdicts.values().forEach(verdict -> {
            if (verdict instanceof Broken broken) {
                witnesses.addAll(broken.events());
            }
        });
        var fault = 0;
        for (var index = 0; index < told.size(); index++) {
            if (witnesses.contains(told.get(index))) {
                return index;
            }
            if (fault == 0 && told.get(index) instanceof Event.Fault) {
                fault = index;
            }
        }
        return fault;
    }

    Scene scene(String architecture) {
        var began = System.nanoTime();
        for (var column = 0; column < events.size(); column++) {
            add(events.get(column), column);
        }
        return new Scene(
                architecture,
                lanes.keySet().stream()
                        .map(name -> new Lane(name, name.equals(FAULTS) ? "server" : "member"))
                        .toList(),
                events.size(),
                -1,
                marks,
                arrows,
                List.of(),
                List.of(),
                List.of(),
                verdicts.entrySet().stream()
                        .map(entry -> new Judged(
                                entry.getKey(),
                                entry.getValue().word(),
                                entry.getValue().explanation()))
                        .toList(),
                List.of(),
                "",
                Scene.msSince(began));
    }

    private void add(Event event, int column) {
        @Nullable String member = memberOf(event);
        var lane = lanes.getOrDefault(member == null ? FAULTS : member, lanes.size() - 1);
        marks.add(new Mark(lane, column, kindOf(event), "", event.sentence(), null, event.atMicros()));
        switch (event) {
            case Event.Submitted sent -> sentAt.putIfAbsent(sent.member() + ' ' + sent.id(), column);
            case Event.Saw saw -> {
                @Nullable Integer from = sentAt.get(saw.sender() + ' ' + saw.id());
                if (from != null && !saw.member().equals(saw.sender())) {
                    arrows.add(new Arrow(
                            lanes.getOrDefault(saw.sender(), lane), from, lane, column, saw.id(), false, null));
                }
            }
            default -> {}
        }
    }

    private static String kindOf(Event event) {
        return switch (event) {
            case Event.Fault _ -> "crashed";
            case Event.Disconnected _, Event.Refused _, Event.Unknown _ -> "failed";
            case Event.Connected _ -> "started";
            default -> "step";
        };
    }

    private static @Nullable String memberOf(Event event) {
        return switch (event) {
            case Event.Submitted e -> e.member();
            case Event.Answer e -> e.member();
            case Event.Saw e -> e.member();
            case Event.Connected e -> e.member();
            case Event.Disconnected e -> e.member();
            default -> null;
        };
    }
}
