package rtmlab.checkers.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.Event.Via;

/** Histories that have one of everything, or anything at random. */
final class Samples {
    private static final String[] TEXTS = {
        "hello",
        "",
        "tab\tline\nquote\"backslash\\",
        "žluťoučký кот 猫",
        "🙂",
        "\u0000\u0001",
        "{:a [1 #{2}]} ; no comment"
    };

    private Samples() {}

    static History oneOfEverything() {
        var recorder = new HistoryRecorder(new Clock()::tick);
        recorder.joined("alice", "general");
        recorder.connected("alice");
        recorder.submitted("alice", "general", "m1", "hello", 1);
        recorder.unknown("alice", "general", "m1", "no answer");
        recorder.submitted("alice", "general", "m1", "hello", 2);
        recorder.saw("alice", "general", "m1", "1.1", "alice", "hello", Via.LIVE);
        recorder.acknowledged("alice", "general", "m1", "1.1");
        recorder.acknowledged("alice", "general", "m1", "1.2");
        recorder.submitted("alice", "general", "m2", "again", 1);
        recorder.refused("alice", "general", "m2", "rate_limited");
        recorder.disconnected("alice", "reset");
        recorder.connected("alice");
        recorder.saw("alice", "general", "m2", "1.3", "alice", "again", Via.CATCH_UP);
        recorder.snapshot("alice", "general", List.of("m2"));
        recorder.reading("alice", "general", "alice-r1");
        recorder.reading("alice", "random", "alice-r2");
        recorder.read("alice", "general", "alice-r1", List.of("m1", "m2"));
        recorder.reading("alice", "general", "alice-r3");
        recorder.read("alice", "general", "alice-r3", List.of());
        recorder.left("alice", "general");
        recorder.fault(Fault.Kind.CRASH_AFTER, "web-app-1", "web-app-1: log append #1", true);
        recorder.fault(Fault.Kind.KILL, "worker-1", "", false);
        recorder.faultsEnded(15_000_000);
        recorder.quiet();
        recorder.stored("general", "m1", "1.1", "alice", "hello");
        recorder.storeRead("general", 1);
        recorder.storeRead("random", 0);
        return recorder.history();
    }

    static History random(Random random) {
        List<Event> events = new ArrayList<>();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            long at = i * 7L;
            var member = "u" + random.nextInt(3);
            var id = member + "-m" + random.nextInt(5);
            var text = TEXTS[id.hashCode() % TEXTS.length];
            boolean sent = events.stream().anyMatch(e -> e instanceof Event.Submitted s && s.id().equals(id));
            switch (random.nextInt(11)) {
                case 0, 1 -> events.add(new Event.Submitted(at, member, "general", id, text, 1 + random.nextInt(3)));
                case 2 -> {
                    if (sent) {
                        events.add(new Event.Acknowledged(at, member, "general", id, "1." + i));
                    }
                }
                case 3 -> {
                    if (sent) {
                        events.add(new Event.Refused(at, member, "general", id, text));
                    }
                }
                case 4 -> {
                    if (sent) {
                        events.add(new Event.Unknown(at, member, "general", id, text));
                    }
                }
                case 5 -> events.add(new Event.Saw(at, member, "general", id, "1." + i, member, text, Via.LIVE));
                case 6 -> events.add(new Event.Stored(at, "general", id, "1." + i, member, text));
                case 7 -> events.add(new Event.Disconnected(at, member, text));
                case 8 -> events.add(new Event.Reading(at, member, "general", "r" + i));
                case 9 -> {
                    if (events.size() > 1 && events.getLast() instanceof Event.Reading reading) {
                        events.add(new Event.Read(at, reading.member(), "general", reading.read(), List.of(id, text)));
                    }
                }
                default -> events.add(new Fault(at, Fault.Kind.OTHER, "node", text, random.nextBoolean()));
            }
        }
        return new History(events);
    }

    private static final class Clock {
        private long micros;

        long tick() {
            return micros += 13;
        }
    }
}
