package rtmlab.checkers.promise;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * Nobody sees what was not sent, sees it changed, in another channel, as a non-member, or twice.
 *
 * <p>A message was <em>not sent</em> if nobody has asked for it by then, or if every attempt was refused: "refused" says
 * that there was certainly no effect. It is <em>changed</em> if its text or its sender differ from the request. A member
 * sees it <em>as a non-member</em> if it has not joined yet, or has been told that it left. <em>Twice</em> means twice on
 * one member's screen. The store's rows are held to the same, as they are what everyone will see next; twice in the
 * store is {@link IdempotentRetries}' to find.
 *
 * <p>"Every message is delivered at most once, and only if it was sent" of Hadzilacos and Toueg (1994).
 */
public final class Integrity extends BroadcastPromise {

    @Override
    public String name() {
        return "integrity";
    }

    @Override
    public String description() {
        return "Nobody sees what was not sent, sees it changed, in another channel, as a non-member, or twice.";
    }

    @Override
    Verdict check(Facts facts) {
        var earliest = new Finding();
        long sightings = 0;
        long rows = 0;
        var marks = new Marks(facts.messages().size());
        for (var channel : facts.channels()) {
            for (var screen : channel.screens()) {
                marks.clear();
                sightings += screen.messages.size();
                for (int i = 0; i < screen.messages.size(); i++) {
                    int at = screen.shownAt.get(i);
                    var message = facts.message(screen.messages.get(i));
                    boolean again = !marks.mark(message.number);
                    if (at < earliest.at && isWrong(facts, message, at, channel.name, screen, again)) {
                        earliest.set(at, message, screen);
                    }
                }
            }
            rows += channel.rows.size();
            for (int row = 0; row < channel.rows.size(); row++) {
                int at = channel.rowsAt.get(row);
                var message = facts.message(channel.rows.get(row));
                if (at < earliest.at && isWrong(facts, message, at, channel.name, null, false)) {
                    earliest.set(at, message, null);
                }
            }
        }
        if (earliest.at != Message.NEVER) {
            return earliest.broken(facts);
        }
        if (sightings == 0) {
            return new Undecided("nobody saw any message");
        }
        return facts.unbroken(Words.count(sightings, "sighting") + (rows == 0 ? "" : " and " + Words.count(rows, "row"))
                + " as sent");
    }

    // Asked of every sighting, so it looks at no event; it holds exactly where there is a complaint, or a repetition.
    private static boolean isWrong(
            Facts facts, Message message, int at, String channel, @Nullable Screen screen, boolean again) {
        var request = message.request;
        return again
                || request == null
                || at < message.submittedAt
                || message.isCertainlyNotSent()
                || !channel.equals(request.channel())
                || facts.isAltered(message, at)
                || (screen != null && !screen.belongsAt(at));
    }

    /** Says what is wrong with showing or storing this message here, or null if nothing is. */
    private static @Nullable String complaint(Event event, Message message, int at, @Nullable Screen screen) {
        var shown = Shown.of(event);
        var request = message.request;
        if (request == null) {
            return "which nobody had asked to be sent";
        }
        if (at < message.submittedAt) {
            return "before " + request.member() + " had asked for it to be sent";
        }
        if (message.isCertainlyNotSent()) {
            return "though " + request.member() + " was told that it was not sent";
        }
        if (!shown.channel().equals(request.channel())) {
            return "but it was sent to " + Words.channel(request.channel());
        }
        if (!shown.text().equals(request.text())) {
            return "but " + request.member() + " had sent " + Words.quote(request.text());
        }
        if (!shown.sender().equals(request.member())) {
            return "but it was sent by " + request.member();
        }
        if (screen != null && !screen.belongsAt(at)) {
            return screen.everBelongedBefore(at) ? "though no longer a member" : "without being a member";
        }
        return null;
    }

    /** The place in the history at which integrity breaks first. */
    private static final class Finding {
        int at = Message.NEVER;

        @Nullable
        Message message;

        @Nullable
        Screen screen;

        void set(int at, Message message, @Nullable Screen screen) {
            this.at = at;
            this.message = message;
            this.screen = screen;
        }

        Broken broken(Facts facts) {
            var event = facts.events.get(at);
            var message = Objects.requireNonNull(this.message);
            var witness = new Witness().say(Shown.of(event).words()).show(message.request);
            var complaint = complaint(event, message, at, screen);
            if (complaint != null) {
                return witness.say(", " + complaint).show(event).broken();
            }
            return witness.say(" twice")
                    .show(firstSighting(facts, message))
                    .show(event)
                    .broken();
        }

        private @Nullable Event firstSighting(Facts facts, Message message) {
            if (screen != null) {
                for (int i = 0; i < screen.messages.size(); i++) {
                    if (screen.messages.get(i) == message.number) {
                        return facts.events.get(screen.shownAt.get(i));
                    }
                }
            }
            return null;
        }
    }

    /** A message as it was shown or stored. */
    private record Shown(String where, String channel, String id, String sender, String text) {

        static Shown of(Event event) {
            return switch (event) {
                case Saw saw -> new Shown(saw.member() + " saw", saw.channel(), saw.id(), saw.sender(), saw.text());
                case Stored row -> new Shown("the store holds", row.channel(), row.id(), row.sender(), row.text());
                default -> throw new IllegalArgumentException("this shows no message: " + event.sentence());
            };
        }

        String words() {
            return where + " " + Words.quote(text) + " from " + sender + " in " + Words.channel(channel) + " (id " + id
                    + ")";
        }
    }
}
