package rtmlab.checkers.promise;

import java.util.Arrays;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * What one member saw, every member that stays sees: there are no ghosts.
 *
 * <p>It does not matter whether the message was acknowledged, nor whether the member that saw it is still there: this
 * is <em>uniform</em> agreement (Hadzilacos and Toueg, 1994). {@link Delivery} says who stays; for a message that nobody
 * sent, those who joined before it was first seen. A message counts in the channel to which it was sent; what shows up
 * elsewhere, or before people who are no members, is {@link Integrity}'s.
 */
public final class Agreement extends BroadcastPromise {
    private static final int UNSEEN = -1;

    @Override
    public String name() {
        return "agreement";
    }

    @Override
    public String description() {
        return "What one member saw, every member that stays sees: there are no ghosts.";
    }

    @Override
    Verdict check(Facts facts) {
        if (facts.sightings() == 0) {
            return new Undecided("nobody saw any message");
        }
        if (!facts.cameToRest()) {
            return new Undecided("the run never came to rest: what some have seen may still reach the others");
        }
        long shared = 0;
        var firstSeenAt = new int[facts.messages().size()];
        Arrays.fill(firstSeenAt, UNSEEN);
        var seers = new int[facts.messages().size()];
        var marks = new Marks(facts.messages().size());
        for (var channel : facts.channels()) {
            var seen = sightings(channel, facts, firstSeenAt, seers, marks);
            for (var screen : channel.screens()) {
                int since = facts.staysSince(screen);
                if (since == Screen.NOT_A_MEMBER) {
                    continue;
                }
                marks.markOnly(screen.messages);
                for (int i = 0; i < seen.size(); i++) {
                    var message = facts.message(seen.get(i));
                    if (Math.min(message.submittedAt, firstSeenAt[message.number]) < since) {
                        continue;
                    }
                    if (!marks.has(message.number)) {
                        return ghost(message, firstSeenAt[message.number], screen, facts);
                    }
                    // One member alone cannot disagree.
                    if (seers[message.number] > 1) {
                        shared++;
                    }
                }
            }
            for (int i = 0; i < seen.size(); i++) {
                firstSeenAt[seen.get(i)] = UNSEEN;
                seers[seen.get(i)] = 0;
            }
        }
        if (shared == 0) {
            return new Undecided("no message had two members to see it");
        }
        return facts.unbroken(Words.count(shared, "sighting") + " by members that stay, none of them alone");
    }

    /** Lists the messages of this channel that its members saw, noting where each was seen first and by how many. */
    private static Ints sightings(Channel channel, Facts facts, int[] firstSeenAt, int[] seers, Marks marks) {
        var seen = new Ints();
        for (var screen : channel.screens()) {
            marks.clear();
            for (int i = 0; i < screen.messages.size(); i++) {
                int number = screen.messages.get(i);
                int at = screen.shownAt.get(i);
                var request = facts.message(number).request;
                boolean elsewhere = request != null && !request.channel().equals(channel.name);
                if (elsewhere || !screen.belongsAt(at)) {
                    continue;
                }
                if (firstSeenAt[number] == UNSEEN) {
                    seen.add(number);
                    firstSeenAt[number] = at;
                } else {
                    firstSeenAt[number] = Math.min(firstSeenAt[number], at);
                }
                if (marks.mark(number)) {
                    seers[number]++;
                }
            }
        }
        return seen;
    }

    private static Broken ghost(Message message, int seenAt, Screen screen, Facts facts) {
        var saw = (Saw) facts.events.get(seenAt);
        return new Witness()
                .say(saw.member() + " saw " + Words.quote(saw.text()) + " from " + saw.sender() + " in "
                        + Words.channel(saw.channel()) + " (id " + saw.id() + ", ts " + saw.ts() + "), but "
                        + screen.member + ", who stayed, never did")
                .show(message.request)
                .show(saw)
                .blame(facts.blame(message))
                .broken();
    }
}
