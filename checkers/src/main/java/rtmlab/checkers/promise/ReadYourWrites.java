package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * Whoever was told that a message is sent finds it when reading the channel's history.
 *
 * <p>Precisely: a member's read of a channel that began after the member was told that its message was sent holds that
 * message. Reads that were under way at that moment may hold it or not, and a read that was never answered says nothing.
 *
 * <p>Terry et al., <em>Session Guarantees for Weakly Consistent Replicated Data</em> (1994), where a member's client is
 * the session.
 */
public final class ReadYourWrites extends BroadcastPromise {

    @Override
    public String name() {
        return "read-your-writes";
    }

    @Override
    public String description() {
        return "Whoever was told that a message is sent finds it when reading the channel's history.";
    }

    @Override
    Verdict check(Facts facts) {
        if (facts.readsNothing()) {
            return new Undecided(Facts.NOBODY_READ);
        }
        long found = 0;
        var marks = new Marks(facts.messages().size());
        for (var channel : facts.channels()) {
            if (channel.reads.isEmpty()) {
                continue;
            }
            var told = toldBySender(channel);
            for (var read : channel.reads) {
                marks.markOnly(read.messages());
                for (var message : told.getOrDefault(read.member(), List.of())) {
                    if (message.acknowledgedAt > read.begunAt()) {
                        break;
                    }
                    if (!marks.has(message.number)) {
                        return unread(message, read, facts);
                    }
                    found++;
                }
            }
        }
        if (found == 0) {
            return new Undecided("nobody read a channel after being told that a message of one's own was sent there");
        }
        return facts.unbroken(Words.count(found, "message") + " of one's own found by reading");
    }

    /** The acknowledged messages of each member, in the order of their acknowledgements. */
    private static Map<String, List<Message>> toldBySender(Channel channel) {
        Map<String, List<Message>> told = new HashMap<>();
        for (var message : channel.sent) {
            if (message.request != null && message.isAcknowledged()) {
                told.computeIfAbsent(message.request.member(), _ -> new ArrayList<>())
                        .add(message);
            }
        }
        told.values().forEach(messages -> messages.sort(Comparator.comparingInt(message -> message.acknowledgedAt)));
        return told;
    }

    private static Broken unread(Message message, HistoryRead read, Facts facts) {
        return Witness.ofAck(message)
                .say(" at " + facts.moment(message.acknowledgedAt) + ", but the history that " + read.member()
                        + " asked for at " + facts.moment(read.begunAt()) + " lacks it")
                .show(facts.events.get(read.begunAt()))
                .show(facts.events.get(read.endedAt()))
                .blame(facts.blame(message))
                .broken();
    }
}
