package rtmlab.harness.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.page.Scene.Arrow;
import rtmlab.harness.page.Scene.Judged;
import rtmlab.harness.page.Scene.Kept;
import rtmlab.harness.page.Scene.Lane;
import rtmlab.harness.page.Scene.Line;
import rtmlab.harness.page.Scene.Mark;
import rtmlab.harness.page.Scene.Screen;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.SimulatedTrial;
import rtmlab.harness.simulated.Telling;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Message;
import rtmlab.protocol.variant.Architecture;
import rtmlab.simulator.world.Happening;
import rtmlab.simulator.world.Happening.Kind;

/**
 * Lays a recorded run out: what happened at the same moment shares a column, unless it happened one after the other on
 * the same lane. Waiting takes no room, so that a second until a restart is as wide as a step.
 */
final class SceneBuilder {

    private static final List<String> SERVERS = List.of("kafka", "redis", "postgres");

    /** Calls that stay with the server until it has something: one without an answer is not lost, it waits. */
    private static final Set<String> WAITING =
            Set.of("log read", "jobs read", "redis take", "redis blmove", "redis brpop");

    private final String architecture;
    private final SimulatedOutcome outcome;
    private final Team team;
    private final List<Happening> happenings;
    private final long end;
    private final Map<String, Integer> lanes = new LinkedHashMap<>();
    private final List<Lane> laneList = new ArrayList<>();
    private final NavigableMap<Long, Integer> columnOfMoment = new TreeMap<>();
    private final List<Mark> marks = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();
    private final List<Kept> log = new ArrayList<>();
    private final List<Kept> store = new ArrayList<>();
    private final Map<Integer, Sent> onTheirWay = new LinkedHashMap<>();
    private final Map<Integer, Arrived> arrivals = new HashMap<>();
    private final Map<String, Mark> lastStep = new HashMap<>();
    private int columns;
    private int recoveryColumn = -1;

    private record Sent(
            int lane, int column, String what, @Nullable String step) {}

    private record Arrived(int lane, int column, String what) {}

    SceneBuilder(SimulatedOutcome outcome, Team team, Architecture architecture) {
        this.architecture = architecture.name();
        this.outcome = outcome;
        this.team = team;
        this.end = closingMoment();
        this.happenings = upToTheClosing(new Telling(outcome, "").workload());
        team.members().forEach(member -> addLane(member.name(), "member"));
        architecture.topology().nodes().forEach(node -> addLane(node.value(), "node"));
        SERVERS.stream()
                .filter(server -> happenings.stream()
                        .anyMatch(happening -> happening.where().equals(server)))
                .forEach(server -> addLane(server, "server"));
    }

    private void addLane(String name, String sort) {
        lanes.put(name, laneList.size());
        laneList.add(new Lane(name, sort));
    }

    /** When the messages are posted that only show who is served. */
    private long closingMoment() {
        return outcome.history().events().stream()
                .filter(event -> event instanceof Event.Submitted submitted && SimulatedTrial.isClosing(submitted.id()))
                .mapToLong(Event::atMicros)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** The closing messages begin in the recovery, once it has come to rest; in a calm run, at its first moment. */
    private List<Happening> upToTheClosing(List<Happening> all) {
        var kept = new ArrayList<Happening>();
        var recovers = false;
        for (var happening : all) {
            var isRecovery = happening.kind() == Kind.PHASE && happening.what().equals("recovery");
            if (!recovers || isRecovery || happening.micros() < end) {
                kept.add(happening);
            }
            recovers |= isRecovery;
        }
        return kept;
    }

    /** The run that began at {@code beganNanos}, by {@link System#nanoTime}. */
    Scene scene(List<String> neverCame, long beganNanos) {
        var from = 0;
        while (from < happenings.size()) {
            var to = from;
            while (to < happenings.size()
                    && happenings.get(to).micros() == happenings.get(from).micros()) {
                to++;
            }
            addMoment(happenings.subList(from, to));
            from = to;
        }
        onTheirWay.values().stream()
                .filter(sent -> !WAITING.contains(sent.what))
                // In the recovery nothing is lost: what is still on its way then arrives after the picture's end.
                .filter(sent -> recoveryColumn < 0 || sent.column < recoveryColumn)
                .forEach(sent -> arrows.add(lost(sent)));
        return new Scene(
                architecture,
                laneList,
                columns,
                recoveryColumn,
                marks,
                arrows,
                screens(),
                log,
                store,
                verdicts(),
                neverCame,
                outcome.report().traceHashText(),
                Scene.msSince(beganNanos));
    }

    /** What happened at one moment: as many columns as the busiest lane took steps. */
    private void addMoment(List<Happening> moment) {
        var base = columns;
        columnOfMoment.put(moment.getFirst().micros(), base);
        var stepsOn = new HashMap<Integer, Integer>();
        var width = 1;
        for (var happening : moment) {
            if (happening.kind() == Kind.PHASE) {
                if (happening.what().equals("recovery")) {
                    recoveryColumn = base;
                }
                continue;
            }
            @Nullable Integer lane = lanes.get(happening.where());
            if (lane == null) {
                continue;
            }
            var before = stepsOn.getOrDefault(lane, 0);
            switch (happening.kind()) {
                case SENT -> sent(happening, lane, base + Math.max(0, before - 1));
                case ARRIVED -> arrived(happening, lane, base + before);
                case RETURNED -> returned(happening, lane, base + before);
                case LOGGED, STORED, REMOVED -> kept(happening, base);
                case STEP, CRASHED, STARTED, PAUSED, RESUMED, SERVER_DOWN, SERVER_UP, MISHAP, FAILED, CUT, HEALED -> {
                    mark(happening, lane, base + before);
                    stepsOn.put(lane, before + 1);
                    width = Math.max(width, before + 1);
                }
                case PHASE -> throw new IllegalStateException("a phase is on no lane");
            }
        }
        columns = base + width;
    }

    private void mark(Happening happening, int lane, int column) {
        var isStep = happening.kind() == Kind.STEP;
        var mark = new Mark(
                lane,
                column,
                happening.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                happening.what(),
                Telling.sentence(happening),
                // In the recovery nothing goes wrong any more.
                isStep && recoveryColumn < 0
                        ? happening.where() + ": " + happening.what() + " #" + happening.occurrence()
                        : null,
                happening.micros() - happenings.getFirst().micros());
        marks.add(mark);
        if (isStep) {
            lastStep.put(happening.where() + ": " + happening.what(), mark);
        }
    }

    private void sent(Happening happening, int lane, int column) {
        @Nullable Mark step = lastStep.get(happening.where() + ": " + happening.what());
        onTheirWay.put(
                happening.message(), new Sent(lane, column, happening.what(), step == null ? null : step.step()));
    }

    private void arrived(Happening happening, int lane, int column) {
        @Nullable Sent sent = onTheirWay.remove(happening.message());
        arrivals.put(happening.message(), new Arrived(lane, column, happening.what()));
        if (sent != null) {
            arrows.add(new Arrow(sent.lane, sent.column, lane, column, sent.what, false, sent.step));
        }
    }

    /** A server's answer has no sending of its own; a node's has, and is drawn already. */
    private void returned(Happening happening, int lane, int column) {
        @Nullable Arrived asked = arrivals.get(happening.message());
        if (asked != null && laneList.get(asked.lane).sort().equals("server")) {
            arrows.add(new Arrow(asked.lane, asked.column, lane, column, "answer to " + asked.what, true, null));
        }
    }

    private Arrow lost(Sent sent) {
        return new Arrow(sent.lane, sent.column, sent.lane, null, sent.what, false, sent.step);
    }

    private void kept(Happening happening, int column) {
        switch (happening.detail()) {
            case LogRecord record -> log.add(row(column, record.message()));
            case Message message when happening.kind() == Kind.STORED -> store.add(row(column, message));
            case Message message -> {
                var gone = row(column, message);
                for (var index = 0; index < store.size(); index++) {
                    var row = store.get(index);
                    if (row.goneColumn() == null
                            && row.id().equals(gone.id())
                            && row.sender().equals(gone.sender())) {
                        store.set(
                                index,
                                new Kept(
                                        row.column(),
                                        column,
                                        row.channel(),
                                        row.id(),
                                        row.ts(),
                                        row.text(),
                                        row.sender()));
                        return;
                    }
                }
            }
            case null, default -> throw new IllegalStateException("what is kept is a record or a row: " + happening);
        }
    }

    private Kept row(int column, Message message) {
        return new Kept(
                column,
                null,
                team.nameOf(message.channel()),
                message.clientMessageId().value(),
                message.ts().toString(),
                message.post().text(),
                team.nameOf(message.author()));
    }

    private List<Screen> screens() {
        var lines = new LinkedHashMap<String, List<Line>>();
        team.members().forEach(member -> lines.put(member.name(), new ArrayList<>()));
        var witnesses = witnesses();
        for (var event : outcome.history().events()) {
            @Nullable Shown shown = shown(event);
            if (shown == null || SimulatedTrial.isClosing(shown.id)) {
                continue;
            }
            var of = lines.get(shown.member);
            if (of != null) {
                of.add(new Line(
                        columnAt(event.atMicros()),
                        shown.kind,
                        shown.id,
                        shown.channel,
                        shown.text,
                        shown.sender,
                        event instanceof Event.Saw saw && saw.via() == Event.Via.CATCH_UP,
                        event.sentence(),
                        witnesses.contains(event)));
            }
        }
        return lines.entrySet().stream()
                .map(entry -> new Screen(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What of an event is put on a member's screen. */
    private record Shown(String member, String kind, String id, String channel, String text, String sender) {}

    private static @Nullable Shown shown(Event event) {
        return switch (event) {
            case Event.Submitted e -> new Shown(e.member(), "submitted", e.id(), e.channel(), e.text(), e.member());
            case Event.Acknowledged e -> new Shown(e.member(), "acknowledged", e.id(), e.channel(), "", e.member());
            case Event.Refused e -> new Shown(e.member(), "refused", e.id(), e.channel(), e.error(), e.member());
            case Event.Unknown e -> new Shown(e.member(), "unknown", e.id(), e.channel(), e.reason(), e.member());
            case Event.Saw e -> new Shown(e.member(), "saw", e.id(), e.channel(), e.text(), e.sender());
            case Event.Connected e -> new Shown(e.member(), "connected", "", "", "", e.member());
            case Event.Disconnected e -> new Shown(e.member(), "disconnected", "", "", e.reason(), e.member());
            default -> null;
        };
    }

    private Set<Event> witnesses() {
        var witnesses = new HashSet<Event>();
        outcome.verdicts().values().forEach(verdict -> {
            if (verdict instanceof Broken broken) {
                witnesses.addAll(broken.events());
            }
        });
        return witnesses;
    }

    /** The column of the last moment that is not later. */
    private int columnAt(long micros) {
        var entry = columnOfMoment.floorEntry(micros);
        return entry == null ? 0 : entry.getValue();
    }

    /** By promise; what is broken first. */
    private List<Judged> verdicts() {
        var broken = outcome.broken();
        var all = new ArrayList<Judged>();
        broken.forEach((promise, witness) -> all.add(new Judged(promise, "broken", witness)));
        outcome.verdicts().forEach((promise, verdict) -> {
            if (!broken.containsKey(promise)) {
                all.add(new Judged(promise, verdict.word(), verdict.explanation()));
            }
        });
        return all;
    }
}
