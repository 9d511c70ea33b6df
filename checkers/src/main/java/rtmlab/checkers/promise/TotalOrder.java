package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Snapshot;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * Within a channel, no two members (or the store) disagree on the order of two messages.
 *
 * <p>More strictly, there is one order of the channel's messages from which what each member saw, and what the store
 * holds, follows by leaving some out. That rules out two members who saw a pair of messages in opposite orders, and also
 * three who saw a before b, b before c, and c before a, though no two of them share a pair. What a snapshot gave a member
 * counts as seen. A message that was shown twice counts where it was shown first. Gaps are no disorder: they are {@link Delivery}'s. Nothing is promised across
 * channels.
 *
 * <p>No two messages of a channel have one {@code ts}: whoever sorts by it, as Slack's clients do, could have them in either
 * order. A message that is named under two {@code ts} is {@link IdempotentRetries}' to find, and left out here. Whether
 * {@code ts} grow in the order in which messages were seen is not asked: the promise is about what people saw.
 *
 * <p>The history tells something about order only if the screens overlap enough to disagree at all: that is when the
 * graph "this screen showed that message" has a cycle.
 *
 * <p>On the kinds of total order see Défago, Schiper and Urbán, <em>Total Order Broadcast and Multicast Algorithms:
 * Taxonomy and Survey</em> (2004).
 */
public final class TotalOrder extends BroadcastPromise {

    @Override
    public String name() {
        return "total-order";
    }

    @Override
    public String description() {
        return "Within a channel, no two members (or the store) disagree on the order of two messages.";
    }

    @Override
    Verdict check(Facts facts) {
        long compared = 0;
        boolean withStore = false;
        var numbering = new Numbering(facts.messages().size());
        for (var channel : facts.channels()) {
            var views = views(channel, numbering);
            var cycle = Orders.shortestDisagreement(
                    numbering.used(), views.stream().map(View::messages).toList());
            if (!cycle.isEmpty()) {
                return disagreement(channel, cycle, views, facts);
            }
            var broken = twoUnderOneTs(channel, facts);
            if (broken != null) {
                return broken;
            }
            var seen = views.subList(0, channel.screens().size() + 1);
            if (couldDisagree(seen, numbering.used())) {
                compared += inSeveral(seen, numbering.used());
                withStore |= channel.rows.size() > 0;
            }
        }
        if (compared == 0) {
            return new Undecided("no two messages were seen by two members, so no order could be compared");
        }
        return facts.unbroken(
                Words.count(compared, "message") + " in one order" + (withStore ? ", also in the store" : ""));
    }

    /**
     * What one member saw or was given by a snapshot, or what the store holds, of a channel: the messages in order, and
     * where the history shows each.
     *
     * @param messages by the numbers that they have here
     * @param shown the same messages by their own numbers
     */
    private record View(Ints messages, Ints shown, Ints at) {}

    /** Each screen, then the store, then the snapshots. */
    private static List<View> views(Channel channel, Numbering numbering) {
        numbering.restart();
        var views = new ArrayList<View>();
        for (var screen : channel.screens()) {
            views.add(view(screen.messages, screen.shownAt, numbering));
        }
        views.add(view(channel.rows, channel.rowsAt, numbering));
        for (var screen : channel.screens()) {
            for (var snapshot : screen.snapshots) {
                views.add(view(snapshot.messages(), snapshot.places(), numbering));
            }
        }
        return views;
    }

    private static View view(Ints messages, Ints at, Numbering numbering) {
        numbering.beginView();
        var firsts = new Ints();
        var shown = new Ints();
        var firstsAt = new Ints();
        for (int i = 0; i < messages.size(); i++) {
            int number = messages.get(i);
            if (numbering.firstInView(number)) {
                firsts.add(numbering.of(number));
                shown.add(number);
                firstsAt.add(at.get(i));
            }
        }
        return new View(firsts, shown, firstsAt);
    }

    private static @Nullable Broken twoUnderOneTs(Channel channel, Facts facts) {
        var messageOf = new HashMap<String, Message>();
        for (var message : channel.sent) {
            if (message.ts == null || message.underTwoTs) {
                continue;
            }
            var other = messageOf.putIfAbsent(message.ts, message);
            if (other != null) {
                return new Witness()
                        .say("in " + Words.channel(channel.name) + " " + other.words() + " and " + message.words()
                                + " have the same ts " + message.ts + ", so it tells no order")
                        .show(facts.events.get(other.namedAt))
                        .show(facts.events.get(message.namedAt))
                        .broken();
            }
        }
        return null;
    }

    private static boolean couldDisagree(List<View> views, int messages) {
        var groups = new Groups(messages + views.size());
        for (int v = 0; v < views.size(); v++) {
            var shown = views.get(v).messages();
            for (int i = 0; i < shown.size(); i++) {
                if (!groups.join(shown.get(i), messages + v)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static long inSeveral(List<View> views, int messages) {
        var seenIn = new int[messages];
        long several = 0;
        for (var view : views) {
            for (int i = 0; i < view.messages().size(); i++) {
                if (++seenIn[view.messages().get(i)] == 2) {
                    several++;
                }
            }
        }
        return several;
    }

    private static Broken disagreement(Channel channel, List<Orders.Step> cycle, List<View> views, Facts facts) {
        var witness = new Witness().say("in " + Words.channel(channel.name) + " ");
        for (int i = 0; i < cycle.size(); i++) {
            var step = cycle.get(i);
            var at = views.get(step.sequence()).at();
            var earlier = facts.events.get(at.get(step.fromPlace()));
            var later = facts.events.get(at.get(step.toPlace()));
            var shown = views.get(step.sequence()).shown();
            boolean last = i == cycle.size() - 1;
            witness.say(i == 0 ? "" : last ? ", but " : ", ")
                    .say(who(earlier) + " " + what(earlier, facts.message(shown.get(step.fromPlace()))) + " before "
                            + what(later, facts.message(shown.get(step.toPlace()))))
                    .show(earlier)
                    .show(later);
        }
        return witness.broken();
    }

    private static String who(Event event) {
        return switch (event) {
            case Saw saw -> saw.member() + " saw";
            case Snapshot snapshot -> snapshot.member() + " was given, by a snapshot,";
            default -> "the store holds";
        };
    }

    /** The message as it was shown. */
    private static String what(Event event, Message message) {
        return switch (event) {
            case Saw saw -> Words.quote(saw.text()) + " (" + saw.id() + ")";
            case Stored row -> Words.quote(row.text()) + " (" + row.id() + ")";
            default -> message.words();
        };
    }

    /** Numbers a channel's messages from 0 in the order in which they come up. */
    private static final class Numbering {
        private final int[] numbers;
        private final Marks known;
        private final Marks inView;
        private int used;

        Numbering(int messages) {
            numbers = new int[messages];
            known = new Marks(messages);
            inView = new Marks(messages);
        }

        void restart() {
            known.clear();
            used = 0;
        }

        void beginView() {
            inView.clear();
        }

        boolean firstInView(int message) {
            return inView.mark(message);
        }

        int of(int message) {
            if (known.mark(message)) {
                numbers[message] = used++;
            }
            return numbers[message];
        }

        int used() {
            return used;
        }
    }
}
