package rtmlab.labs.lab02;

import java.util.List;
import java.util.function.Consumer;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Fault.Kind;
import rtmlab.checkers.history.Event.Via;
import rtmlab.checkers.history.HistoryRecorder;

/** Histories that look as if a promise were broken, to whoever reads the promise too quickly. */
final class Traps {

    private Traps() {}

    static List<List<Event>> all() {
        return List.of(
                history(Traps::refusedAndGone),
                history(Traps::unknownAndGone),
                history(Traps::goneWithTheLastConnection),
                history(Traps::heHasLeft),
                history(Traps::twoChannelsTwoOrders),
                history(Traps::triedAgain),
                history(Traps::storeThatNobodyRead),
                history(Traps::neverAtRest));
    }

    /** It was not sent, and its sender knows. */
    private static void refusedAndGone(HistoryRecorder history) {
        begin(history);
        history.submitted("alice", "general", "m1", "hello", 1);
        history.refused("alice", "general", "m1", "not_in_channel");
        sent(history, "bob", "general", "m2", "1700000000.000001");
        end(history, "m2", "bob");
    }

    /** Perhaps it was sent, perhaps not: either is right. */
    private static void unknownAndGone(HistoryRecorder history) {
        begin(history);
        history.submitted("alice", "general", "m1", "hello", 1);
        history.unknown("alice", "general", "m1", "timeout");
        sent(history, "bob", "general", "m2", "1700000000.000001");
        end(history, "m2", "bob");
    }

    /** Who is away when all ends is owed nothing yet. */
    private static void goneWithTheLastConnection(HistoryRecorder history) {
        begin(history);
        history.disconnected("alice", "wifi");
        history.submitted("bob", "general", "m1", "hello", 1);
        history.acknowledged("bob", "general", "m1", "1700000000.000001");
        history.saw("bob", "general", "m1", "1700000000.000001", "bob", "hello", Via.LIVE);
        end(history, "m1", "bob");
    }

    /** Who has left is shown nothing more, and misses nothing. */
    private static void heHasLeft(HistoryRecorder history) {
        begin(history);
        history.left("alice", "general");
        history.submitted("bob", "general", "m1", "hello", 1);
        history.acknowledged("bob", "general", "m1", "1700000000.000001");
        history.saw("bob", "general", "m1", "1700000000.000001", "bob", "hello", Via.LIVE);
        end(history, "m1", "bob");
    }

    /** Order is promised within a channel, never across channels. */
    private static void twoChannelsTwoOrders(HistoryRecorder history) {
        begin(history);
        for (var member : List.of("alice", "bob")) {
            history.joined(member, "random");
        }
        history.submitted("alice", "general", "m1", "hello", 1);
        history.submitted("bob", "random", "m2", "hello", 1);
        history.acknowledged("alice", "general", "m1", "1700000000.000001");
        history.acknowledged("bob", "random", "m2", "1700000000.000002");
        history.saw("alice", "general", "m1", "1700000000.000001", "alice", "hello", Via.LIVE);
        history.saw("alice", "random", "m2", "1700000000.000002", "bob", "hello", Via.LIVE);
        history.saw("bob", "random", "m2", "1700000000.000002", "bob", "hello", Via.LIVE);
        history.saw("bob", "general", "m1", "1700000000.000001", "alice", "hello", Via.LIVE);
        history.faultsEnded(60_000_000);
        history.quiet();
        history.stored("general", "m1", "1700000000.000001", "alice", "hello");
        history.storeRead("general", 1);
        history.stored("random", "m2", "1700000000.000002", "bob", "hello");
        history.storeRead("random", 1);
    }

    /** One message, however often it was asked for. */
    private static void triedAgain(HistoryRecorder history) {
        begin(history);
        history.submitted("alice", "general", "m1", "hello", 1);
        history.unknown("alice", "general", "m1", "timeout");
        history.submitted("alice", "general", "m1", "hello", 2);
        history.acknowledged("alice", "general", "m1", "1700000000.000001");
        history.saw("alice", "general", "m1", "1700000000.000001", "alice", "hello", Via.CATCH_UP);
        history.saw("bob", "general", "m1", "1700000000.000001", "alice", "hello", Via.LIVE);
        end(history, "m1", "alice");
    }

    /** Nobody has looked whether it is there. */
    private static void storeThatNobodyRead(HistoryRecorder history) {
        begin(history);
        for (var member : List.of("alice", "bob")) {
            history.joined(member, "random");
        }
        sent(history, "alice", "random", "m1", "1700000000.000002");
        sent(history, "bob", "general", "m2", "1700000000.000001");
        end(history, "m2", "bob");
    }

    /** Cut off in the middle: what is missing may still come. */
    private static void neverAtRest(HistoryRecorder history) {
        begin(history);
        history.submitted("alice", "general", "m1", "hello", 1);
        history.acknowledged("alice", "general", "m1", "1700000000.000001");
    }

    private static void begin(HistoryRecorder history) {
        for (var member : List.of("alice", "bob")) {
            history.joined(member, "general");
            history.connected(member);
        }
        history.fault(Kind.CRASH_AFTER, "web-app-1", "web-app-1: log append #1", true);
    }

    private static void sent(HistoryRecorder history, String who, String channel, String id, String ts) {
        history.submitted(who, channel, id, "hello", 1);
        history.acknowledged(who, channel, id, ts);
        for (var member : List.of("alice", "bob")) {
            history.saw(member, channel, id, ts, who, "hello", Via.LIVE);
        }
    }

    private static void end(HistoryRecorder history, String stored, String sender) {
        history.faultsEnded(60_000_000);
        history.quiet();
        history.stored("general", stored, "1700000000.000001", sender, "hello");
        history.storeRead("general", 1);
    }

    private static List<Event> history(Consumer<HistoryRecorder> events) {
        var clock = new long[] {0};
        var recorder = new HistoryRecorder(() -> clock[0] += 1_000);
        events.accept(recorder);
        return recorder.history().events();
    }
}
