package rtmlab.checkers.promise;

import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Snapshot;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * One sender's acknowledged messages keep their order.
 *
 * <p>Two messages of one sender in one channel have an order if the sender knew the first to be sent before it first
 * asked for the second; whoever sees both, and the store, must have them in that order. Messages that were under way at
 * the same time have none: whichever way they come out, nobody was told otherwise. What a snapshot gave a member counts as
 * seen. A message that was shown twice counts where it was shown first.
 *
 * <p>Hadzilacos and Toueg (1994) call this FIFO order; as there, seeing only one of the two is no disorder here.
 */
public final class SenderOrder extends BroadcastPromise {

    @Override
    public String name() {
        return "sender-order";
    }

    @Override
    public String description() {
        return "One sender's acknowledged messages keep their order.";
    }

    @Override
    Verdict check(Facts facts) {
        long compared = 0;
        boolean sentInOrder = false;
        var marks = new Marks(facts.messages().size());
        for (var channel : facts.channels()) {
            sentInOrder |= hasSuccession(channel);
            for (var screen : channel.screens()) {
                var scan = new Scan(facts, channel, marks);
                var broken = scan.check(screen.messages, screen.shownAt);
                if (broken != null) {
                    return broken;
                }
                compared += scan.compared;
                for (var snapshot : screen.snapshots) {
                    var turned = new Scan(facts, channel, marks).check(snapshot.messages(), snapshot.places());
                    if (turned != null) {
                        return turned;
                    }
                }
            }
            var scan = new Scan(facts, channel, marks);
            var broken = scan.check(channel.rows, channel.rowsAt);
            if (broken != null) {
                return broken;
            }
            compared += scan.compared;
        }
        if (!sentInOrder) {
            return new Undecided("nobody sent a message after an earlier one had been acknowledged");
        }
        if (compared == 0) {
            return new Undecided("nobody saw two messages that one sender had sent one after the other");
        }
        return facts.unbroken(Words.count(compared, "sighting") + " after an earlier message of the same sender");
    }

    private static boolean hasSuccession(Channel channel) {
        var earliestAck = new HashMap<String, Integer>();
        for (var message : channel.sent) {
            if (message.request != null && message.isAcknowledged()) {
                int ack = earliestAck.merge(message.request.member(), message.acknowledgedAt, Math::min);
                if (ack < message.submittedAt) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Goes once through what one member saw, or the store holds. */
    private static final class Scan {
        private final Facts facts;
        private final Channel channel;
        private final Marks marks;
        private final HashMap<String, SoFar> bySender = new HashMap<>();
        long compared;

        Scan(Facts facts, Channel channel, Marks marks) {
            this.facts = facts;
            this.channel = channel;
            this.marks = marks;
        }

        @Nullable
        Broken check(Ints messages, Ints places) {
            marks.clear();
            for (int i = 0; i < messages.size(); i++) {
                var message = facts.message(messages.get(i));
                var request = message.request;
                if (!marks.mark(message.number)
                        || !message.isAcknowledged()
                        || request == null
                        || !request.channel().equals(channel.name)) {
                    continue;
                }
                int at = places.get(i);
                var soFar = bySender.computeIfAbsent(request.member(), _ -> new SoFar(message, at));
                if (message.isBefore(soFar.latest)) {
                    return disorder(message, at, soFar);
                }
                if (soFar.earliestAck < message.submittedAt) {
                    compared++;
                }
                soFar.add(message, at);
            }
            return null;
        }

        private Broken disorder(Message first, int firstAt, SoFar soFar) {
            var second = soFar.latest;
            var shown = facts.events.get(soFar.latestAt);
            var who = switch (shown) {
                case Saw saw -> saw.member() + " saw ";
                case Snapshot snapshot -> snapshot.member() + " was given, by a snapshot, ";
                default -> "the store holds ";
            };
            var sender = first.request == null ? "the sender" : first.request.member();
            return new Witness()
                    .say(sender + " sent " + second.words() + " to " + Words.channel(channel.name)
                            + " after being told that " + first.words() + " was sent, but " + who + second.words()
                            + " first")
                    .show(first.request)
                    .show(first.ack)
                    .show(second.request)
                    .show(second.ack)
                    .show(shown)
                    .show(facts.events.get(firstAt))
                    .broken();
        }
    }

    /** Of one sender's messages seen so far: the one that was submitted last, and the earliest acknowledgement. */
    private static final class SoFar {
        Message latest;
        int latestAt;
        int earliestAck;

        SoFar(Message first, int at) {
            latest = first;
            latestAt = at;
            earliestAck = first.acknowledgedAt;
        }

        void add(Message message, int at) {
            earliestAck = Math.min(earliestAck, message.acknowledgedAt);
            if (message.submittedAt >= latest.submittedAt) {
                latest = message;
                latestAt = at;
            }
        }
    }
}
