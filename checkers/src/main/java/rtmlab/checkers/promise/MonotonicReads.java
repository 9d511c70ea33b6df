package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * What a member has seen once, it finds again whenever it reads the channel's history.
 *
 * <p>Precisely: a member's read of a channel holds every message of that channel that the member's screen had shown, or
 * an earlier read of the same member had held, before this read began. A message that was shown in a channel to which it
 * was not sent is {@link Integrity}'s.
 *
 * <p>Terry et al., <em>Session Guarantees for Weakly Consistent Replicated Data</em> (1994); what is pushed to a screen
 * counts as read.
 */
public final class MonotonicReads extends BroadcastPromise {

    @Override
    public String name() {
        return "monotonic-reads";
    }

    @Override
    public String description() {
        return "What a member has seen once, it finds again whenever it reads the channel's history.";
    }

    @Override
    Verdict check(Facts facts) {
        if (facts.readsNothing()) {
            return new Undecided(Facts.NOBODY_READ);
        }
        long found = 0;
        var known = new Marks(facts.messages().size());
        var marks = new Marks(facts.messages().size());
        for (var channel : facts.channels()) {
            for (var reads : byMember(channel).values()) {
                var knowledge = new Knowledge(channel, reads.getFirst().member(), known);
                for (var read : reads) {
                    knowledge.advanceTo(read.begunAt());
                    marks.markOnly(read.messages());
                    for (int i = 0; i < knowledge.messages.size(); i++) {
                        var message = facts.message(knowledge.messages.get(i));
                        if (message.isElsewhere(channel)) {
                            continue;
                        }
                        if (!marks.has(message.number)) {
                            return gone(message, knowledge.learnedAt.get(i), read, channel, facts);
                        }
                        found++;
                    }
                }
            }
        }
        if (found == 0) {
            return new Undecided("nobody read a channel after having seen something there");
        }
        return facts.unbroken(Words.count(found, "message") + " found again by reading");
    }

    /** Each member's reads in the order of their beginning. */
    private static Map<String, List<HistoryRead>> byMember(Channel channel) {
        Map<String, List<HistoryRead>> byMember = new LinkedHashMap<>();
        channel.reads.forEach(read ->
                byMember.computeIfAbsent(read.member(), _ -> new ArrayList<>()).add(read));
        byMember.values().forEach(reads -> reads.sort(Comparator.comparingInt(HistoryRead::begunAt)));
        return byMember;
    }

    private static Broken gone(Message message, int learnedAt, HistoryRead read, Channel channel, Facts facts) {
        var learned = facts.events.get(learnedAt);
        return new Witness()
                .say(read.member() + (learned instanceof Saw ? " saw " : " read ") + message.words() + " in "
                        + Words.channel(channel.name) + " at " + facts.moment(learnedAt)
                        + ", but the history that " + read.member() + " asked for at " + facts.moment(read.begunAt())
                        + " lacks it")
                .show(message.request)
                .show(learned)
                .show(facts.events.get(read.begunAt()))
                .show(facts.events.get(read.endedAt()))
                .blame(facts.blame(message))
                .broken();
    }
}
