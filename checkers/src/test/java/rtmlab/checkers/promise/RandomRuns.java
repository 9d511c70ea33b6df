package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.Event.Via;
import rtmlab.checkers.history.History;
import rtmlab.checkers.history.HistoryRecorder;

/**
 * Short runs of a small messaging system that mostly does what it should, and now and then forgets, doubles, swaps,
 * alters, misdirects or delays something: so that each promise is kept in many of them and broken in many.
 */
final class RandomRuns {
    private static final List<String> MEMBERS = List.of("alice", "bob", "carol");
    private static final int MOST_MESSAGES = 4;
    private static final long BOUND_MICROS = 100;

    private final Random random;
    private long now;
    private HistoryRecorder recorder = new HistoryRecorder(() -> now);

    // One channel's true order, and how far each member's screen has come in it.
    private final Map<String, List<String>> log = new HashMap<>();
    private final Map<String, Integer> shown = new HashMap<>();
    private final Map<String, String> sender = new HashMap<>();
    private final Map<String, String> channelOf = new HashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Map<String, String> ts = new HashMap<>();
    private final List<String> unanswered = new ArrayList<>();
    private final Map<String, String> openReads = new HashMap<>();
    private int messages;
    private int reads;
    private int carelessness;

    RandomRuns(Random random) {
        this.random = random;
    }

    History next() {
        now = 0;
        recorder = new HistoryRecorder(() -> now += random.nextInt(4) == 0 ? 10 : 1);
        List.of(log, shown, sender, channelOf, attempts, ts, openReads).forEach(Map::clear);
        unanswered.clear();
        messages = 0;
        reads = 0;
        // Half of the runs are of a system that makes no mistake.
        carelessness = random.nextBoolean() ? 0 : 3 + random.nextInt(12);
        for (var member : MEMBERS) {
            if (!slips()) {
                recorder.joined(member, "general");
            }
            recorder.connected(member);
            if (random.nextBoolean()) {
                recorder.snapshot(member, "general", List.of());
            }
        }
        int steps = 4 + random.nextInt(16);
        for (int step = 0; step < steps; step++) {
            step();
        }
        end();
        return recorder.history();
    }

    private boolean slips() {
        return random.nextInt(100) < carelessness;
    }

    private <T> T any(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    private void step() {
        var member = any(MEMBERS);
        switch (random.nextInt(12)) {
            case 0, 1 -> submit(random.nextBoolean() ? MEMBERS.getFirst() : member);
            case 2, 3, 4 -> show(member);
            case 5, 6 -> answer();
            case 7, 8 -> read(member);
            case 9 -> reconnect(member);
            case 10 -> {
                if (random.nextInt(3) == 0) {
                    comeOrGo(member);
                }
            }
            default -> faults();
        }
    }

    private void submit(String member) {
        if (messages == MOST_MESSAGES || (!unanswered.isEmpty() && random.nextInt(4) == 0)) {
            retry();
            return;
        }
        var id = "m" + ++messages;
        var channel = random.nextInt(8) == 0 ? "random" : "general";
        sender.put(id, member);
        channelOf.put(id, channel);
        attempts.put(id, 1);
        recorder.submitted(member, channel, id, "text " + id, 1);
        unanswered.add(id);
        if (random.nextInt(5) > 0) {
            ts(id);
            logged(channel).add(slips() ? 0 : logged(channel).size(), id);
        }
    }

    private void retry() {
        if (unanswered.isEmpty()) {
            return;
        }
        var id = any(unanswered);
        int attempt = attempts.merge(id, 1, Integer::sum);
        recorder.submitted(senderOf(id), channelOf(id), id, "text " + id, attempt);
        if (!logged(channelOf(id)).contains(id) || slips()) {
            logged(channelOf(id)).add(id);
        }
    }

    /** Grows from one message to the next in the order in which they come into the log. */
    private String ts(String id) {
        return ts.computeIfAbsent(id, _ -> "1700." + (10 + ts.size()));
    }

    private String senderOf(String id) {
        return sender.getOrDefault(id, "nobody");
    }

    private String channelOf(String id) {
        return channelOf.getOrDefault(id, "general");
    }

    private List<String> logged(String channel) {
        return log.computeIfAbsent(channel, _ -> new ArrayList<>());
    }

    private void answer() {
        if (unanswered.isEmpty()) {
            return;
        }
        var id = any(unanswered);
        boolean isLogged = logged(channelOf(id)).contains(id);
        switch (random.nextInt(4)) {
            case 0 -> recorder.unknown(senderOf(id), channelOf(id), id, "no answer");
            case 1 -> {
                if (!isLogged || slips()) {
                    recorder.refused(senderOf(id), channelOf(id), id, "no");
                }
            }
            default -> {
                if (isLogged || slips()) {
                    recorder.acknowledged(senderOf(id), channelOf(id), id, slips() ? "other" : ts(id));
                    unanswered.remove(id);
                }
            }
        }
    }

    private void show(String member) {
        var channel = random.nextInt(8) == 0 ? "random" : "general";
        var logged = logged(channel);
        int next = shown.getOrDefault(member + channel, 0);
        if (next < logged.size() && !slips()) {
            boolean swaps = next + 1 < logged.size() && slips();
            shown.put(member + channel, next + (swaps || slips() ? 2 : 1));
            if (swaps) {
                saw(member, channel, logged.get(next + 1), Via.LIVE);
            }
            saw(member, channel, logged.get(next), Via.LIVE);
        } else if (messages > 0 && slips()) {
            saw(member, channel, "m" + (1 + random.nextInt(MOST_MESSAGES)), Via.LIVE);
        }
    }

    private void saw(String member, String channel, String id, Via via) {
        recorder.saw(
                member,
                slips() ? "random" : channel,
                id,
                slips() ? "other" : ts(id),
                slips() ? "nobody" : senderOf(id),
                slips() ? "altered" : "text " + id,
                via);
    }

    private void read(String member) {
        var open = openReads.remove(member);
        if (open == null) {
            open = "r" + ++reads;
            recorder.reading(member, "general", open);
            if (random.nextInt(3) == 0) {
                openReads.put(member, open);
                return;
            }
        }
        recorder.read(member, "general", open, view(logged("general")));
    }

    /** What a careful system gives, or something near it. */
    private List<String> view(List<String> logged) {
        var view = new ArrayList<>(logged);
        if (!view.isEmpty() && slips()) {
            switch (random.nextInt(4)) {
                case 0 -> view.removeLast();
                case 1 -> view.remove(random.nextInt(view.size()));
                case 2 -> view.add(any(view));
                default -> view.addFirst(view.removeLast());
            }
        }
        return view;
    }

    private void reconnect(String member) {
        recorder.disconnected(member, "reset");
        if (slips()) {
            return;
        }
        if (slips()) {
            now += 2 * BOUND_MICROS;
        }
        recorder.connected(member);
        var logged = logged("general");
        int from = Math.min(shown.getOrDefault(member + "general", 0), logged.size());
        var missed = view(logged.subList(slips() ? 0 : from, logged.size()));
        recorder.snapshot(member, "general", slips() ? wrong(missed) : missed);
        missed.forEach(id -> saw(member, "general", id, Via.CATCH_UP));
        shown.put(member + "general", slips() ? from : logged.size());
    }

    private List<String> wrong(List<String> missed) {
        var wrong = new ArrayList<>(missed);
        switch (random.nextInt(3)) {
            case 0 -> wrong.add("m" + random.nextInt(messages + 2));
            case 1 -> wrong.addAll(missed.stream().limit(1).toList());
            default -> Collections.shuffle(wrong, random);
        }
        return wrong;
    }

    private void comeOrGo(String member) {
        if (random.nextBoolean()) {
            recorder.joined(member, random.nextBoolean() ? "general" : "random");
        } else {
            recorder.left(member, "general");
        }
    }

    private void faults() {
        switch (random.nextInt(3)) {
            case 0 -> recorder.fault(Fault.Kind.KILL, "node", "", random.nextInt(3) > 0);
            case 1 -> recorder.faultsEnded(BOUND_MICROS);
            default -> now += slips() ? 2 * BOUND_MICROS : 5;
        }
    }

    private void end() {
        if (random.nextInt(10) > 0) {
            for (var member : MEMBERS) {
                for (int left = 0; left < MOST_MESSAGES; left++) {
                    show(member);
                }
                for (var id : logged("general")
                        .subList(
                                Math.min(
                                        shown.getOrDefault(member + "general", 0),
                                        logged("general").size()),
                                logged("general").size())) {
                    if (!slips()) {
                        saw(member, "general", id, Via.LIVE);
                    }
                }
            }
        }
        if (random.nextInt(10) > 0) {
            recorder.quiet();
        }
        for (var channel : List.of("general", "random")) {
            if (random.nextInt(10) == 0) {
                continue;
            }
            // Twice as careless: what only the store can break is broken often enough.
            var rows = view(view(logged(channel)));
            rows.forEach(id -> recorder.stored(
                    channel, id, slips() ? "other" : ts(id), senderOf(id), slips() ? "altered" : "text " + id));
            recorder.storeRead(channel, rows.size() + (slips() ? 1 : 0));
        }
    }

    /** Everything, one event on a line. */
    static String told(History history) {
        return String.join("\n", history.events().stream().map(Event::toString).toList());
    }
}
