package rtmlab.labs.lab00;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.StoreRead;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.History;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.labs.Parameters;
import rtmlab.labs.Recordings;

/**
 * A lie that nobody planted: members were told "sent" of messages that no store holds.
 *
 * @param messages the ids of those messages
 * @param promises what that breaks, in the checkers' words
 */
public record RecordedLie(History history, Set<String> messages, Set<String> promises) {

    /** One of few: the same for the same student, every time. */
    public static RecordedLie of(Parameters parameters) {
        var recordings = Recordings.lost();
        var history = recordings.get(parameters.random().nextInt(recordings.size()));
        var stored = history.events().stream()
                .filter(Stored.class::isInstance)
                .map(event -> ((Stored) event).id())
                .collect(Collectors.toSet());
        var lost = history.events().stream()
                .filter(event -> event instanceof Acknowledged ack && !stored.contains(ack.id()))
                .map(event -> ((Acknowledged) event).id())
                .collect(Collectors.toCollection(TreeSet::new));
        var broken = Promises.check(history).entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Broken)
                .map(entry -> entry.getKey())
                .collect(Collectors.toCollection(TreeSet::new));
        return new RecordedLie(history, lost, broken);
    }

    /** The numbers of the lines, counted from 1, that show what was promised of this message, and that it was not kept. */
    public List<Integer> lines(String message) {
        var lines = new ArrayList<Integer>();
        for (var index = 0; index < history.events().size(); index++) {
            var event = history.events().get(index);
            if ((event instanceof Acknowledged ack && ack.id().equals(message)) || event instanceof StoreRead) {
                lines.add(index + 1);
            }
        }
        return lines;
    }
}
