package rtmlab.harness.simulated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.simulator.world.Happening;
import rtmlab.simulator.world.Happening.Kind;

/**
 * A recorded run, told in numbered sentences from the beginning of the workload: what the nodes did, what befell them,
 * and what the members did, saw and were told. The sentences that break the promise are marked.
 */
public final class Telling {

    private static final Set<Kind> TOLD = Set.of(
            Kind.PHASE,
            Kind.STARTED,
            Kind.STEP,
            Kind.MISHAP,
            Kind.CRASHED,
            Kind.PAUSED,
            Kind.RESUMED,
            Kind.CUT,
            Kind.HEALED,
            Kind.SERVER_DOWN,
            Kind.SERVER_UP,
            Kind.FAILED);

    private final SimulatedOutcome outcome;
    private final Set<Event> witnesses;

    public Telling(SimulatedOutcome outcome, String promise) {
        this.outcome = outcome;
        @Nullable Verdict verdict = outcome.verdicts().get(promise);
        this.witnesses = verdict instanceof Broken broken ? new HashSet<>(broken.events()) : Set.of();
    }

    /** One line per sentence. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        var happenings = workload().stream()
                .filter(happening -> TOLD.contains(happening.kind()))
                .toList();
        var begin = happenings.isEmpty() ? 0 : happenings.getFirst().micros();
        var events = outcome.history().events();
        var next = 0;
        for (var event : events) {
            // A fault stands where it struck, among what happened.
            if (event.atMicros() < begin || event instanceof Event.Fault) {
                continue;
            }
            // What a member noticed at the same moment is what made the client act.
            while (next < happenings.size() && happenings.get(next).micros() < event.atMicros()) {
                add(lines, happenings.get(next++));
            }
            add(lines, event);
        }
        while (next < happenings.size()) {
            add(lines, happenings.get(next++));
        }
        return lines;
    }

    private void add(List<String> lines, Happening happening) {
        lines.add(line(lines, happening.micros(), happening.kind() == Kind.MISHAP ? "✗" : " ", sentence(happening)));
    }

    private void add(List<String> lines, Event event) {
        var mark = witnesses.contains(event) ? "▶" : " ";
        lines.add(line(lines, event.atMicros(), mark, event.sentence()));
    }

    private static String line(List<String> before, long micros, String mark, String sentence) {
        return "%4d  %11.3f ms %s %s".formatted(before.size() + 1, micros / 1_000.0, mark, sentence);
    }

    /** What happened from the beginning of the workload on. */
    public List<Happening> workload() {
        var all = outcome.trace();
        for (var index = 0; index < all.size(); index++) {
            if (all.get(index).kind() == Kind.PHASE) {
                return all.subList(index, all.size());
            }
        }
        return all;
    }

    /** Tells it in one sentence. */
    public static String sentence(Happening happening) {
        var who = happening.where();
        return switch (happening.kind()) {
            case PHASE -> "—— " + happening.what() + " ——";
            case STARTED -> who + " starts";
            case STEP ->
                who + " " + does(happening.what()) + " (" + happening.what() + " #" + happening.occurrence() + ")";
            case MISHAP -> "here it happens to " + who + ": " + happening.what();
            case CRASHED -> who + " is dead; what was in its memory is gone";
            case PAUSED -> who + " stands still";
            case RESUMED -> who + " goes on";
            case CUT -> "the network is cut: " + who + " " + happening.what();
            case HEALED -> "the network heals: " + who + " " + happening.what();
            case SERVER_DOWN -> happening.what().equals("full") ? who + " has no memory left" : who + " goes down";
            case SERVER_UP -> happening.what().equals("full") ? who + " has memory again" : who + " is up again";
            case FAILED -> "a task of " + who + " failed: " + happening.detail();
            case SENT, ARRIVED, RETURNED, LOGGED, STORED, REMOVED -> who + " " + happening.what();
        };
    }

    /** A call, as a verb. */
    private static String does(String call) {
        var words = call.split(" ", -1);
        return switch (words[0]) {
            case "http" -> words[1].equals("answer") ? "answers" : "asks the " + words[2];
            case "socket" -> words[1].equals("open") ? "opens a WebSocket to the " + words[2] : "sends a " + words[2];
            case "log" -> words[1].equals("append") ? "appends to Kafka" : "turns to Kafka: " + words[1];
            case "jobs" -> words[1].equals("append") ? "appends a job to Kafka" : "turns to Kafka: " + words[1];
            case "search" -> "turns to the search index";
            case "notifications" -> "turns to the notifications";
            case "redis" -> "turns to Redis: " + words[1];
            case "store" -> words[1].equals("history") ? "reads the store" : "writes to the store";
            case "directory" -> "looks into the directory";
            case "disk" -> "turns to its disk: " + words[1];
            default -> "acts";
        };
    }
}
