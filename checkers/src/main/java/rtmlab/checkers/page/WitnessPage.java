package rtmlab.checkers.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Answer;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.Event.FaultsEnded;
import rtmlab.checkers.history.Event.Quiet;
import rtmlab.checkers.history.Event.Read;
import rtmlab.checkers.history.Event.Reading;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.StoreRead;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.checkers.history.History;
import rtmlab.checkers.history.NemesisEvent;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.linearizability.Judgement;
import rtmlab.checkers.page.Timeline.Bar;
import rtmlab.checkers.page.Timeline.Looks;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;

/**
 * A verdict and what it rests on, as one HTML file that works offline: the sentence on top, below it each client's calls
 * from left to right, in red what breaks the promise. A bar tells what it is when it is pointed at or has the focus.
 */
public final class WitnessPage {
    private WitnessPage() {}

    /** Draws operations on any object: the longest order that fits is numbered and green, what does not fit is red. */
    public static String of(List<Operation> operations, Judgement judgement) {
        return of(operations, List.of(), judgement);
    }

    /** The same, with lanes for the faults that struck meanwhile. */
    public static String of(List<Operation> operations, List<NemesisEvent> nemesis, Judgement judgement) {
        var places = new HashMap<Integer, Integer>();
        for (int place = 0; place < judgement.order().size(); place++) {
            places.put(judgement.order().get(place).invokedAt(), place + 1);
        }
        var culprits = new HashSet<Integer>();
        judgement.culprits().forEach(culprit -> culprits.add(culprit.invokedAt()));
        int end = operations.stream()
                .mapToInt(operation -> operation.answered() == null ? operation.invokedAt() : operation.answeredAt())
                .max()
                .orElse(0);
        var bars = new ArrayList<Bar>();
        for (var operation : operations) {
            boolean isOpen = operation.answeredAt() == Operation.NEVER;
            var place = places.get(operation.invokedAt());
            var looks = culprits.contains(operation.invokedAt()) ? Looks.BAD : place != null ? Looks.FITS : Looks.CALL;
            bars.add(new Bar(
                    "process " + operation.process(),
                    operation.invokedAt(),
                    isOpen ? end + 1 : operation.answeredAt(),
                    isOpen,
                    operation.call(),
                    (place == null ? "" : place + ". in the longest order: ") + operation.sentence(),
                    looks,
                    place == null ? 0 : place));
        }
        bars.addAll(faults(nemesis));
        return page("linearizable", judgement.verdict(), List.of(), new Timeline(bars));
    }

    /** One bar for all that a nemesis did between two steps of the clients: its call and its answer, mostly. */
    private static Collection<Bar> faults(List<NemesisEvent> nemesis) {
        var bars = new LinkedHashMap<String, Bar>();
        for (var event : nemesis) {
            var lane = "fault: " + event.process();
            bars.merge(
                    lane + event.at(),
                    new Bar(lane, event.at(), event.at(), false, event.act(), event.sentence(), Looks.FAULT, 0, true),
                    (before, after) -> new Bar(
                            lane,
                            event.at(),
                            event.at(),
                            false,
                            event.act(),
                            before.told() + "; " + after.told(),
                            Looks.FAULT,
                            0,
                            true));
        }
        return bars.values();
    }

    /** Draws what members did and saw; the events that break a promise are red. */
    public static String of(History history, Map<String, Verdict> verdicts) {
        var broken = new LinkedHashMap<String, Broken>();
        verdicts.forEach((promise, verdict) -> {
            if (verdict instanceof Broken one) {
                broken.put(promise, one);
            }
        });
        var witnesses = new HashSet<Event>();
        broken.values().forEach(one -> witnesses.addAll(one.events()));
        var timeline = new Timeline(bars(history.events(), witnesses));
        var first = broken.entrySet().stream().findFirst().orElse(null);
        if (first != null) {
            var others = broken.entrySet().stream()
                    .skip(1)
                    .map(one -> one.getKey() + ": " + one.getValue().witness())
                    .toList();
            return page(first.getKey(), first.getValue(), others, timeline);
        }
        var undecided = verdicts.entrySet().stream()
                .filter(one -> one.getValue() instanceof Verdict.Undecided)
                .findFirst();
        if (undecided.isPresent()) {
            return page(undecided.get().getKey(), undecided.get().getValue(), List.of(), timeline);
        }
        var kept = new Verdict.Kept("by " + Words.count(verdicts.size(), "checker"));
        return page("every promise", kept, List.of(), timeline);
    }

    private static List<Bar> bars(List<Event> events, Set<Event> witnesses) {
        var bars = new ArrayList<Bar>();
        var open = new HashMap<String, Integer>();
        for (int at = 0; at < events.size(); at++) {
            var event = events.get(at);
            switch (event) {
                case Submitted request -> open.put(request.id() + " " + request.member(), bars.size());
                case Reading reading -> open.put(reading.read(), bars.size());
                default -> {}
            }
            Integer begun = switch (event) {
                case Answer answer -> open.remove(answer.id() + " " + answer.member());
                case Read read -> open.remove(read.read());
                default -> null;
            };
            boolean isBad = witnesses.contains(event);
            if (begun != null) {
                bars.set(begun, bars.get(begun).until(at, event, isBad));
                continue;
            }
            boolean isCall = event instanceof Submitted || event instanceof Reading;
            var looks = isBad
                    ? event instanceof Fault ? Looks.FAULT : Looks.BAD
                    : event instanceof Fault ? Looks.FAULT : isCall ? Looks.CALL : Looks.EVENT;
            bars.add(new Bar(
                    lane(event),
                    at,
                    isCall ? events.size() : at,
                    isCall,
                    label(event),
                    told(event),
                    looks,
                    0,
                    !isCall));
        }
        return bars;
    }

    static String told(Event event) {
        return Words.seconds(event.atMicros()) + ": " + event.sentence();
    }

    private static String lane(Event event) {
        return switch (event) {
            case Answer answer -> answer.member();
            case Submitted request -> request.member();
            case Saw saw -> saw.member() + "'s screen";
            case Event.Joined joined -> joined.member() + "'s screen";
            case Event.Left left -> left.member() + "'s screen";
            case Event.Connected connected -> connected.member() + "'s screen";
            case Event.Disconnected lost -> lost.member() + "'s screen";
            case Event.Snapshot snapshot -> snapshot.member() + "'s screen";
            case Reading reading -> reading.member();
            case Read read -> read.member();
            case Stored _, StoreRead _ -> "the store";
            case Fault fault -> "fault: " + fault.node();
            case FaultsEnded _, Quiet _ -> "the run";
        };
    }

    private static String label(Event event) {
        return switch (event) {
            case Submitted request -> "send " + request.id();
            case Acknowledged ack -> "ack " + ack.id();
            case Answer answer -> answer.id();
            case Saw saw -> saw.id();
            case Stored row -> row.id();
            case Reading _, Read _ -> "read";
            case Event.Joined _ -> "joined";
            case Event.Left _ -> "left";
            case Event.Connected _ -> "on";
            case Event.Disconnected _ -> "off";
            case Event.Snapshot _ -> "snapshot";
            case StoreRead _ -> "read";
            case Fault fault -> fault.kind().word();
            case FaultsEnded _ -> "faults end";
            case Quiet _ -> "rest";
        };
    }

    private static String page(String promise, Verdict verdict, List<String> others, Timeline timeline) {
        var more = new StringBuilder();
        others.forEach(
                other -> more.append("<li>").append(Timeline.escaped(other)).append("</li>"));
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s %s</title>
                <style>
                %s</style>
                </head>
                <body>
                <h1><b class="%s">%s %s</b>: %s</h1>
                <p>%s</p>
                <p class="key"><span><i></i>a call</span><span class="fits"><i></i>in the longest order that fits, numbered</span><span class="bad"><i></i>breaks the promise</span><span class="fault"><i></i>fault</span></p>
                <figure>
                %s</figure>
                <p id="told" aria-live="polite">Point at a bar, or move to it with the Tab key, to read what it is.</p>
                <ul>%s</ul>
                <script>
                %s</script>
                </body>
                </html>
                """.formatted(
                        Timeline.escaped(promise),
                        verdict.word(),
                        resource("witness.css"),
                        verdict.word(),
                        Timeline.escaped(promise),
                        verdict.word(),
                        Timeline.escaped(verdict.explanation()),
                        Timeline.escaped(timeline.scope()),
                        timeline.svg(),
                        more,
                        resource("witness.js"));
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(WitnessPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
