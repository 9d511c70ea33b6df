package lab;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Connected;
import rtmlab.checkers.history.Event.Disconnected;
import rtmlab.checkers.history.Event.Joined;
import rtmlab.checkers.history.Event.Left;
import rtmlab.checkers.history.Event.Quiet;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.StoreRead;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.labs.api.Checker;

/** An acknowledged message is in the store, and on the screen of every member that is connected, once all is quiet. */
public final class Validity implements Checker {

    @Override
    public Optional<String> breach(List<Event> history) {
        var acknowledged = new HashMap<String, Submitted>();
        var stored = new HashSet<String>();
        var seen = new HashSet<String>();
        var connected = new HashSet<String>();
        var read = new HashSet<String>();
        Map<String, Set<String>> members = new HashMap<>();
        var isQuiet = false;
        for (var event : history) {
            switch (event) {
                case Submitted ack -> acknowledged.put(ack.id(), ack);
                case Stored row -> stored.add(row.id());
                case StoreRead all -> read.add(all.channel());
                case Saw saw -> seen.add(saw.member() + " " + saw.id());
                case Connected in -> connected.add(in.member());
                case Disconnected out -> connected.remove(out.member());
                case Joined in -> members.computeIfAbsent(in.channel(), _ -> new HashSet<>()).add(in.member());
                case Left out -> members.computeIfAbsent(out.channel(), _ -> new HashSet<>()).remove(out.member());
                case Quiet _ -> isQuiet = true;
                default -> {}
            }
        }
        if (!isQuiet) {
            return Optional.empty(); // What is missing may still come.
        }
        for (var ack : acknowledged.values()) {
            if (read.contains(ack.channel()) && !stored.contains(ack.id())) {
                return Optional.of(ack.member() + " was told that " + ack.id() + " was sent, and it is not in the store");
            }
            for (var member : members.getOrDefault(ack.channel(), Set.of())) {
                if (connected.contains(member) && !seen.contains(member + " " + ack.id())) {
                    return Optional.of(member + " was never shown " + ack.id() + ", which was acknowledged");
                }
            }
        }
        return Optional.empty();
    }
}
