package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * Whatever history of a channel holds a member's message holds, before it, those that the member knew to be sent.
 *
 * <p>Histories are what members read and what the store holds in the end. {@link SenderOrder} asks for the order alone,
 * and on screens; this asks that nothing be missing either.
 *
 * <p>Terry et al., <em>Session Guarantees for Weakly Consistent Replicated Data</em> (1994). This is no promise of the
 * architectures' own; it is here for whoever wants to judge by it.
 */
public final class MonotonicWrites extends BroadcastPromise {

    @Override
    public String name() {
        return "monotonic-writes";
    }

    @Override
    public String description() {
        return "A history that holds a member's message holds, before it, those that the member knew to be sent.";
    }

    @Override
    Verdict check(Facts facts) {
        long compared = 0;
        var places = new Places(facts.messages().size());
        for (var channel : facts.channels()) {
            var bySender = bySender(channel);
            for (var view : Views.of(channel, facts)) {
                places.enter(view.messages());
                for (var sent : bySender.values()) {
                    var scan = new Scan(sent, places);
                    if (scan.finds()) {
                        return broken(scan, view, channel);
                    }
                    compared += scan.compared;
                }
                places.leave(view.messages());
            }
        }
        if (compared == 0) {
            return new Undecided("no history holds a message whose sender had sent another before");
        }
        return facts.unbroken(Words.count(compared, "message") + " after all that the sender knew to be sent");
    }

    private static Map<String, List<Message>> bySender(Channel channel) {
        Map<String, List<Message>> bySender = new LinkedHashMap<>();
        for (var message : channel.sent) {
            if (message.request != null) {
                bySender.computeIfAbsent(message.request.member(), _ -> new ArrayList<>())
                        .add(message);
            }
        }
        return bySender;
    }

    /** Goes once through the messages that one member sent, as they stand in one history. */
    private static final class Scan {
        private final List<Message> inOrder;
        private final List<Message> byAck;
        private final Places places;
        long compared;

        @Nullable
        Message earlier;

        @Nullable
        Message later;

        Scan(List<Message> sent, Places places) {
            this.inOrder = sent;
            this.byAck = sent.stream()
                    .filter(Message::isAcknowledged)
                    .sorted(Comparator.comparingInt(message -> message.acknowledgedAt))
                    .toList();
            this.places = places;
        }

        boolean finds() {
            int acknowledged = 0;
            Message last = null;
            for (var message : inOrder) {
                for (; acknowledged < byAck.size() && byAck.get(acknowledged).isBefore(message); acknowledged++) {
                    last = laterOf(last, byAck.get(acknowledged));
                }
                int place = places.of(message);
                if (place == Places.ABSENT || last == null) {
                    continue;
                }
                if (places.of(last) == Places.ABSENT || places.of(last) > place) {
                    earlier = last;
                    later = message;
                    return true;
                }
                compared++;
            }
            return false;
        }

        // What is absent comes after everything.
        private Message laterOf(@Nullable Message one, Message other) {
            if (one == null) {
                return other;
            }
            boolean isLater = places.of(other) == Places.ABSENT || places.of(other) > places.of(one);
            return places.of(one) != Places.ABSENT && isLater ? other : one;
        }
    }

    private static Broken broken(Scan scan, Views.View view, Channel channel) {
        var earlier = scan.earlier;
        var later = scan.later;
        if (earlier == null || later == null || later.request == null) {
            throw new IllegalStateException("nothing was found");
        }
        boolean isAbsent = scan.places.of(earlier) == Places.ABSENT;
        return new Witness()
                .say(later.request.member() + " sent " + later.words() + " to " + Words.channel(channel.name)
                        + " after being told that " + earlier.words() + " was sent, but " + view.words() + " holds "
                        + later.words() + (isAbsent ? " alone" : " first"))
                .show(earlier.request)
                .show(earlier.ack)
                .show(later.request)
                .show(view.event())
                .broken();
    }
}
