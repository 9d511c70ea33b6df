package rtmlab.checkers.promise;

import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * The snapshot that a client starts from and the events that follow fit together: nothing missed, nothing doubled.
 *
 * <p><em>Nothing missed</em>: take the order in which the store holds the channel's messages in the end. From the first
 * one that the member was given, by a snapshot or an event, to the last that it was given while it belonged to the
 * channel, all were shown; a member that stays is given all to the end. An empty snapshot says that the channel was
 * empty, so that the first is the store's first. What was sent before the member joined is not asked for, nor what its
 * sender was told was not sent.
 *
 * <p><em>Nothing doubled</em>: no message is shown a second time on the far side of a snapshot: not one that was on the
 * screen before the snapshot, nor one that the snapshot held and that is shown from it. Twice within the events of one
 * connection is {@link Integrity}'s alone.
 *
 * <p><em>Nothing else</em>: a snapshot holds no message twice, and none that nobody had asked to be sent to the channel by
 * then, or of which its sender was told that it was not sent. Its order is {@link TotalOrder}'s.
 *
 * <p>Only members whose clients recorded a snapshot are judged. Where no {@code Snapshot} was recorded, or the store was
 * not read, the promise is undecided.
 */
public final class Seam extends BroadcastPromise {

    @Override
    public String name() {
        return "seam";
    }

    @Override
    public String description() {
        return "The snapshot that a client starts from and the events that follow miss nothing and double nothing.";
    }

    @Override
    Verdict check(Facts facts) {
        long seams = 0;
        long given = 0;
        String unread = null;
        var places = new Places(facts.messages().size());
        var shown = new Places(facts.messages().size());
        var inSnapshot = new Marks(facts.messages().size());
        for (var channel : facts.channels()) {
            var unreadHere = facts.storeUnread(channel);
            places.enter(channel.rows);
            for (var screen : channel.screens()) {
                if (screen.snapshots.isEmpty()) {
                    continue;
                }
                var wrong = wrong(channel, screen, inSnapshot, facts);
                if (wrong != null) {
                    return wrong;
                }
                shown.enter(screen.messages);
                var doubled = doubled(channel, screen, shown, inSnapshot, facts);
                if (doubled != null) {
                    return doubled;
                }
                var missed = unreadHere.isPresent() ? null : missed(channel, screen, places, shown, facts);
                if (missed != null) {
                    return missed;
                }
                shown.leave(screen.messages);
                unread = unreadHere.orElse(unread);
                seams += screen.snapshots.size();
                given += screen.messages.size();
            }
            places.leave(channel.rows);
        }
        if (unread != null) {
            return new Undecided(unread);
        }
        if (seams == 0) {
            return new Undecided("no client recorded the snapshot that it started from");
        }
        return facts.unbroken(Words.count(seams, "snapshot") + " and the events after it, "
                + Words.count(given, "message") + " without gap or repeat");
    }

    /** Finds what a snapshot holds in itself that it must not. */
    private static @Nullable Broken wrong(Channel channel, Screen screen, Marks inSnapshot, Facts facts) {
        for (var snapshot : screen.snapshots) {
            inSnapshot.clear();
            for (int i = 0; i < snapshot.messages().size(); i++) {
                var message = facts.message(snapshot.messages().get(i));
                var complaint =
                        inSnapshot.mark(message.number) ? complaint(message, snapshot.endedAt(), channel) : " twice";
                if (complaint != null) {
                    return new Witness()
                            .say(screen.member + " started " + Words.channel(channel.name) + " from a snapshot at "
                                    + facts.moment(snapshot.endedAt()) + " that held " + message.words() + complaint)
                            .show(message.request)
                            .show(facts.events.get(snapshot.endedAt()))
                            .broken();
                }
            }
        }
        return null;
    }

    private static @Nullable String complaint(Message message, int at, Channel channel) {
        var request = message.request;
        if (request == null) {
            return ", which nobody had asked to be sent";
        }
        if (at < message.submittedAt) {
            return " before " + request.member() + " had asked for it to be sent";
        }
        if (message.isElsewhere(channel)) {
            return ", but it was sent to " + Words.channel(request.channel());
        }
        return message.isCertainlyNotSent() ? ", though " + request.member() + " was told that it was not sent" : null;
    }

    private static @Nullable Broken doubled(
            Channel channel, Screen screen, Places shown, Marks inSnapshot, Facts facts) {
        int next = 0;
        for (int s = 0; s <= screen.snapshots.size(); s++) {
            // What is shown from here to the next snapshot, and was shown before this one or is in it.
            var snapshot = s == 0 ? null : screen.snapshots.get(s - 1);
            int before = next;
            int end = s == screen.snapshots.size()
                    ? Message.NEVER
                    : screen.snapshots.get(s).endedAt();
            if (snapshot == null) {
                inSnapshot.clear();
            } else {
                inSnapshot.markOnly(snapshot.messages());
            }
            for (; next < screen.messages.size() && screen.shownAt.get(next) < end; next++) {
                var message = facts.message(screen.messages.get(next));
                int first = shown.of(message);
                boolean isAcross = first < before || inSnapshot.has(message.number);
                if (snapshot != null && first < next && isAcross) {
                    return doubled(message, screen, first, next, snapshot, channel, facts);
                }
            }
        }
        return null;
    }

    private static Broken doubled(
            Message message, Screen screen, int first, int again, HistoryRead snapshot, Channel channel, Facts facts) {
        boolean wasShown = screen.shownAt.get(first) < snapshot.endedAt();
        return new Witness()
                .say(screen.member + " started " + Words.channel(channel.name) + " from a snapshot at "
                        + facts.moment(snapshot.endedAt()) + (wasShown ? ", had " : " that held ") + message.words()
                        + (wasShown ? " on the screen already" : "") + ", and was shown it again at "
                        + facts.moment(screen.shownAt.get(again)))
                .show(message.request)
                .show(facts.events.get(screen.shownAt.get(first)))
                .show(facts.events.get(snapshot.endedAt()))
                .show(facts.events.get(screen.shownAt.get(again)))
                .broken();
    }

    private static @Nullable Broken missed(Channel channel, Screen screen, Places rows, Places shown, Facts facts) {
        int stays = facts.staysSince(screen);
        int first = channel.rows.size();
        int last = stays == Screen.NOT_A_MEMBER ? -1 : channel.rows.size() - 1;
        for (int i = 0; i < screen.messages.size(); i++) {
            int row = rows.of(facts.message(screen.messages.get(i)));
            if (row != Places.ABSENT) {
                first = Math.min(first, row);
                // What someone is shown who has left says nothing of what was owed before: that is integrity's.
                last = screen.belongsAt(screen.shownAt.get(i)) ? Math.max(last, row) : last;
            }
        }
        for (var snapshot : screen.snapshots) {
            for (int i = 0; i < snapshot.messages().size(); i++) {
                int row = rows.of(facts.message(snapshot.messages().get(i)));
                if (row != Places.ABSENT) {
                    first = Math.min(first, row);
                    last = screen.belongsAt(snapshot.endedAt()) ? Math.max(last, row) : last;
                }
            }
        }
        if (screen.snapshots.getFirst().messages().size() == 0) {
            first = 0;
        }
        int since = screen.belongsSince(screen.snapshots.getFirst().endedAt());
        for (int row = first; row < last + 1; row++) {
            var message = facts.message(channel.rows.get(row));
            boolean isOwed = since != Screen.NOT_A_MEMBER
                    && message.request != null
                    && message.submittedAt > since
                    && !message.isElsewhere(channel)
                    && !message.isCertainlyNotSent();
            if (isOwed && shown.of(message) == Places.ABSENT) {
                return missed(message, row, screen, channel, facts);
            }
        }
        return null;
    }

    private static Broken missed(Message message, int row, Screen screen, Channel channel, Facts facts) {
        // The snapshot that held it, or should have, or else the last one, after which an event should have brought it.
        var holding = screen.snapshots.stream()
                .filter(snapshot -> snapshot.messages().contains(message.number))
                .findFirst();
        var snapshot = holding.or(() -> screen.snapshots.stream()
                        .filter(later -> later.endedAt() > message.submittedAt)
                        .findFirst())
                .orElse(screen.snapshots.getLast());
        var fault = holding.isPresent()
                ? " that holds " + message.words() + ", and was never shown it"
                : snapshot.endedAt() > message.submittedAt
                        ? " that lacks " + message.words()
                                + ", and no event after it brought it, but the store holds it"
                        : ", and no event after it brought " + message.words() + ", but the store holds it";
        return new Witness()
                .say(screen.member + " started " + Words.channel(channel.name) + " from a snapshot at "
                        + facts.moment(snapshot.endedAt()) + fault)
                .show(message.request)
                .show(facts.events.get(snapshot.endedAt()))
                .show(facts.events.get(channel.rowsAt.get(row)))
                .blame(facts.blame(message))
                .broken();
    }
}
