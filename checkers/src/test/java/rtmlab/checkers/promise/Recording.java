package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Via;
import rtmlab.checkers.history.History;
import rtmlab.checkers.history.HistoryRecorder;

/**
 * Writes small histories in few words, all in #general unless another channel is entered.
 *
 * <p>Message {@code m7} says "hello 7" and has the ts "1700000000.000007".
 */
final class Recording {
    private final List<String> members;
    private final Map<String, String> senders = new HashMap<>();
    private final Map<String, String> channels = new HashMap<>();
    private String channel = "general";
    private long now;
    private int reads;
    private final HistoryRecorder recorder = new HistoryRecorder(() -> now += 10);

    private Recording(List<String> members) {
        this.members = members;
    }

    /** Begins with these members joined to #general and connected. */
    static Recording of(String... members) {
        var recording = new Recording(List.of(members));
        for (var member : members) {
            recording.recorder.joined(member, "general");
            recording.recorder.connected(member);
        }
        return recording;
    }

    static String text(String id) {
        return "hello " + id.substring(1);
    }

    static String ts(String id) {
        return "1700000000." + "0".repeat(7 - id.length()) + id.substring(1);
    }

    Recording in(String channel, String... joining) {
        this.channel = channel;
        for (var member : joining) {
            recorder.joined(member, channel);
        }
        return this;
    }

    Recording joins(String member) {
        recorder.joined(member, channel);
        return this;
    }

    Recording leaves(String member) {
        recorder.left(member, channel);
        return this;
    }

    Recording disconnects(String member) {
        recorder.disconnected(member, "reset");
        return this;
    }

    Recording connects(String member) {
        recorder.connected(member);
        return this;
    }

    Recording sends(String member, String id) {
        senders.put(id, member);
        channels.put(id, channel);
        recorder.submitted(member, channel, id, text(id), 1);
        return this;
    }

    Recording retries(String id) {
        recorder.submitted(sender(id), channelOf(id), id, text(id), 2);
        return this;
    }

    Recording acks(String id) {
        return acks(id, ts(id));
    }

    Recording acks(String id, String ts) {
        recorder.acknowledged(sender(id), channelOf(id), id, ts);
        return this;
    }

    Recording refuses(String id) {
        recorder.refused(sender(id), channelOf(id), id, "not_in_channel");
        return this;
    }

    Recording losesTrackOf(String id) {
        recorder.unknown(sender(id), channelOf(id), id, "no answer within 200 ms");
        return this;
    }

    Recording sees(String member, String... ids) {
        for (var id : ids) {
            saw(new Saw(0, member, channel, id, ts(id), sender(id), text(id), Via.LIVE));
        }
        return this;
    }

    Recording catchesUp(String member, String... ids) {
        for (var id : ids) {
            saw(new Saw(0, member, channel, id, ts(id), sender(id), text(id), Via.CATCH_UP));
        }
        return this;
    }

    /** Asks for the channel's history and is given these. */
    Recording reads(String member, String... ids) {
        return asks(member).isGiven(member, ids);
    }

    /** Asks for the channel's history, under a name of its own. */
    Recording asks(String member) {
        recorder.reading(member, channel, member + "-r" + ++reads);
        return this;
    }

    /** Gets the answer to the latest read. */
    Recording isGiven(String member, String... ids) {
        recorder.read(member, channel, member + "-r" + reads, List.of(ids));
        return this;
    }

    /** Goes on from a snapshot of these, which are not shown yet. */
    Recording startsFrom(String member, String... ids) {
        recorder.snapshot(member, channel, List.of(ids));
        return this;
    }

    /** From here on an answer takes ten seconds at most; a moment here takes ten microseconds. */
    Recording faultsEnd() {
        recorder.faultsEnded(10_000_000);
        return this;
    }

    /** Lets so many seconds pass. */
    Recording waits(int seconds) {
        now += seconds * 1_000_000L;
        return this;
    }

    Recording allSee(String... ids) {
        for (var id : ids) {
            members.forEach(member -> sees(member, id));
        }
        return this;
    }

    /** Records this sighting, but at the present time. */
    Recording saw(Saw saw) {
        recorder.saw(saw.member(), saw.channel(), saw.id(), saw.ts(), saw.sender(), saw.text(), saw.via());
        return this;
    }

    /** Sends, acknowledges and shows each message before the next is sent. */
    Recording delivers(String member, String... ids) {
        for (var id : ids) {
            sends(member, id).allSee(id).acks(id);
        }
        return this;
    }

    Recording crash() {
        recorder.fault(
                Fault.Kind.CRASH_BEFORE,
                "channel-server-1",
                "channel-server-1: http POST web-app-1 /internal/messages #1",
                true);
        return this;
    }

    Recording missedFault() {
        recorder.fault(Fault.Kind.KILL, "worker-1", "", false);
        return this;
    }

    Recording quiet() {
        recorder.quiet();
        return this;
    }

    /** The store is read and holds exactly these. */
    Recording stores(String... ids) {
        for (var id : ids) {
            stored(id, ts(id), text(id));
        }
        return storeRead(ids.length);
    }

    Recording stored(String id, String ts, String text) {
        recorder.stored(channel, id, ts, sender(id), text);
        return this;
    }

    Recording storeRead(int count) {
        recorder.storeRead(channel, count);
        return this;
    }

    History history() {
        return recorder.history();
    }

    List<Event> events() {
        return new ArrayList<>(history().events());
    }

    private String sender(String id) {
        return senders.getOrDefault(id, "nobody");
    }

    private String channelOf(String id) {
        return channels.getOrDefault(id, channel);
    }
}
