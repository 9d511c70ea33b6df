package rtmlab.harness.simulated;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rtmlab.checkers.history.Event;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.variant.FlowStep;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Happening;
import rtmlab.simulator.world.Happening.Kind;

/** A message's way through an architecture in the simulated world: where a crash hurts, and when it is where. */
public final class FlowPoints {

    private final Exploration exploration;
    private final List<Happening> calm;
    private final List<Event> events;
    private final String message;

    public FlowPoints(Exploration exploration) {
        this.exploration = exploration;
        var outcome = exploration.record(Choices.calm());
        this.calm = new Telling(outcome, "").workload();
        this.events = outcome.history().events();
        this.message = events.stream()
                .filter(event -> event instanceof Event.Submitted)
                .map(event -> ((Event.Submitted) event).id())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody says anything in this workload"));
    }

    /**
     * What a fault at a step of the first message's way leads to.
     *
     * @param step the flow's label for it
     * @param broken promise → witness; empty where everything is kept
     */
    public record Point(String step, NodeName node, String fault, String departure, Map<String, String> broken) {}

    /** Every crash on the way, before and after each step, in the order of the flow. */
    public List<Point> crashes() {
        var points = new ArrayList<Point>();
        for (var step : exploration.architecture().sendFlow()) {
            var taken = taken(step)
                    .orElseThrow(() -> new IllegalStateException("no node takes the step \"" + step.label() + "\""));
            for (var fault : List.of(Fault.CRASH_BEFORE, Fault.CRASH_AFTER)) {
                points.add(point(step, taken, fault));
            }
        }
        return points;
    }

    private Point point(FlowStep step, Happening taken, Fault fault) {
        var departure = new Departure(fault.words(), taken.where() + ": " + taken.what(), taken.occurrence());
        var outcome = exploration.run(Choices.named(List.of(departure)));
        return new Point(
                step.label(), new NodeName(taken.where()), fault.words(), departure.toString(), outcome.broken());
    }

    /** Where a step of the flow is taken for the first message: on the first node of its role that comes to it. */
    private Optional<Happening> taken(FlowStep step) {
        var occurrence = step.occurrence() == FlowStep.LAST_MEMBER
                ? exploration.workload().members()
                : step.occurrence();
        return calm.stream()
                .filter(happening -> happening.kind() == Kind.STEP
                        && happening.what().equals(step.call())
                        && happening.occurrence() == occurrence
                        && new NodeName(happening.where()).role().equals(step.role()))
                .findFirst();
    }

    /** A moment of a message's life, in microseconds of virtual time since it was submitted. */
    public record Moment(String what, long micros) {}

    /**
     * When the first message of a calm run is submitted, logged, acknowledged, broadcast, seen by each member, and
     * stored.
     */
    public List<Moment> life() {
        var moments = new ArrayList<Moment>();
        events.forEach(event -> {
            switch (event) {
                case Event.Submitted e
                when e.id().equals(message) -> moments.add(new Moment("submitted", e.atMicros()));
                case Event.Acknowledged e
                when e.id().equals(message) -> moments.add(new Moment(e.member() + " is told \"sent\"", e.atMicros()));
                case Event.Saw e
                when e.id().equals(message) -> moments.add(new Moment(e.member() + " sees it", e.atMicros()));
                default -> {}
            }
        });
        calm.forEach(happening -> {
            switch (happening.detail()) {
                case LogRecord record
                when happening.kind() == Kind.LOGGED && isIt(record.message()) ->
                    moments.add(new Moment("in the log", happening.micros()));
                case Message row
                when happening.kind() == Kind.STORED && isIt(row) ->
                    moments.add(new Moment("in the store", happening.micros()));
                case null, default -> {}
            }
        });
        exploration.architecture().sendFlow().stream()
                .filter(step -> step.label().equals("broadcast") || step.label().equals("broadcast begins"))
                .flatMap(step -> taken(step).stream())
                .forEach(taken -> moments.add(new Moment("broadcast by " + taken.where(), taken.micros())));
        var begin = moments.getFirst().micros();
        return moments.stream()
                .map(moment -> new Moment(moment.what(), moment.micros() - begin))
                .sorted(Comparator.comparingLong(Moment::micros))
                .toList();
    }

    private boolean isIt(Message other) {
        return other.clientMessageId().value().equals(message);
    }
}
