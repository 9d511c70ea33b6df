package rtmlab.checkers.promise;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * One {@code client_msg_id} is one message, however often it is tried: stored once, shown once, under one {@code ts}.
 *
 * <p>Four things can go wrong, and the witness tells which: the message is stored twice; it is shown twice to one
 * member; two acknowledgements carry different {@code ts}; or the {@code ts} of an acknowledgement, a row and a screen
 * do not agree. Each of them breaks the promise also when the sender never tried again, for servers retry as well. The
 * promise is kept only if some attempt followed one that may have had its effect: a retry after a refusal puts nothing
 * to the test.
 */
public final class IdempotentRetries extends BroadcastPromise {

    @Override
    public String name() {
        return "idempotent-retries";
    }

    @Override
    public String description() {
        return "One client_msg_id is one message: stored once, shown once, every ack with the same ts.";
    }

    @Override
    Verdict check(Facts facts) {
        var broken = storedTwice(facts);
        if (broken == null) {
            broken = shownTwice(facts);
        }
        if (broken == null) {
            broken = acknowledgedTwice(facts);
        }
        if (broken == null) {
            broken = underTwoTs(facts);
        }
        if (broken != null) {
            return broken;
        }
        long retried = facts.messages().stream()
                .filter(message -> message.retry != null)
                .count();
        if (retried == 0) {
            return new Undecided("nobody tried again to send a message that may have been sent");
        }
        if (!facts.cameToRest()) {
            return new Undecided("the run never came to rest");
        }
        var unread = facts.channels().stream()
                .filter(channel -> channel.sent.stream().anyMatch(message -> message.retry != null))
                .map(facts::storeUnread)
                .flatMap(Optional::stream)
                .findFirst();
        if (unread.isPresent()) {
            return new Undecided(unread.get());
        }
        return facts.unbroken(Words.count(retried, "message") + " sent again, none doubled");
    }

    private static @Nullable Broken storedTwice(Facts facts) {
        var marks = new Marks(facts.messages().size());
        for (var channel : facts.channels()) {
            marks.clear();
            for (int row = 0; row < channel.rows.size(); row++) {
                var message = facts.message(channel.rows.get(row));
                if (!marks.mark(message.number)) {
                    var first = firstOf(message, channel.rows, channel.rowsAt, facts);
                    var second = facts.events.get(channel.rowsAt.get(row));
                    return twice(message, "stored", "in " + Words.channel(channel.name), first, second);
                }
            }
        }
        return null;
    }

    private static @Nullable Broken shownTwice(Facts facts) {
        var marks = new Marks(facts.messages().size());
        for (var channel : facts.channels()) {
            for (var screen : channel.screens()) {
                marks.clear();
                for (int i = 0; i < screen.messages.size(); i++) {
                    var message = facts.message(screen.messages.get(i));
                    if (!marks.mark(message.number)) {
                        var first = firstOf(message, screen.messages, screen.shownAt, facts);
                        var second = facts.events.get(screen.shownAt.get(i));
                        var where = "to " + screen.member + " in " + Words.channel(channel.name);
                        return twice(message, "shown", where, first, second);
                    }
                }
            }
        }
        return null;
    }

    private static Event firstOf(Message message, Ints messages, Ints places, Facts facts) {
        int i = 0;
        while (messages.get(i) != message.number) {
            i++;
        }
        return facts.events.get(places.get(i));
    }

    private static Broken twice(Message message, String done, String where, Event first, Event second) {
        return new Witness()
                .say(message.words() + sentBy(message) + " is " + done + " twice " + where + ", under ts " + ts(first)
                        + " and " + ts(second))
                .show(message.request)
                .show(message.retry)
                .show(first)
                .show(second)
                .broken();
    }

    private static @Nullable Broken acknowledgedTwice(Facts facts) {
        for (var message : facts.messages()) {
            if (message.ack != null && message.otherAck != null) {
                return new Witness()
                        .say(message.ack.member() + " was told that " + message.words() + " was sent under ts "
                                + message.ack.ts() + ", and then under ts " + message.otherAck.ts())
                        .show(message.request)
                        .show(message.retry)
                        .show(message.ack)
                        .show(message.otherAck)
                        .broken();
            }
        }
        return null;
    }

    /** Compares every row and every sighting with the acknowledgement, or else with the first of them. */
    private static @Nullable Broken underTwoTs(Facts facts) {
        if (facts.messages().stream().noneMatch(message -> message.underTwoTs)) {
            return null;
        }
        var named = new @Nullable Event[facts.messages().size()];
        for (var message : facts.messages()) {
            named[message.number] = message.ack;
        }
        for (var channel : facts.channels()) {
            var broken = underTwoTs(channel.rows, channel.rowsAt, named, facts);
            if (broken != null) {
                return broken;
            }
            for (var screen : channel.screens()) {
                broken = underTwoTs(screen.messages, screen.shownAt, named, facts);
                if (broken != null) {
                    return broken;
                }
            }
        }
        return null;
    }

    private static @Nullable Broken underTwoTs(Ints messages, Ints places, @Nullable Event[] named, Facts facts) {
        for (int i = 0; i < messages.size(); i++) {
            int number = messages.get(i);
            if (!facts.message(number).underTwoTs) {
                continue;
            }
            var event = facts.events.get(places.get(i));
            var before = named[number];
            if (before == null) {
                named[number] = event;
            } else if (!ts(before).equals(ts(event))) {
                var message = facts.message(number);
                return new Witness()
                        .say(message.words() + sentBy(message) + " has two ts: " + whoNames(before) + " " + ts(before)
                                + ", " + whoNames(event) + " " + ts(event))
                        .show(message.request)
                        .show(message.retry)
                        .show(before)
                        .show(event)
                        .broken();
            }
        }
        return null;
    }

    private static String sentBy(Message message) {
        if (message.request == null) {
            return "";
        }
        return " from " + message.request.member() + (message.retry == null ? "" : ", who tried again,");
    }

    private static String whoNames(Event event) {
        return switch (event) {
            case Acknowledged ack -> ack.member() + " was told";
            case Saw saw -> saw.member() + " saw";
            default -> "the store holds";
        };
    }

    private static String ts(Event event) {
        return switch (event) {
            case Acknowledged ack -> ack.ts();
            case Saw saw -> saw.ts();
            case Stored row -> row.ts();
            default -> throw new IllegalArgumentException("this names no ts: " + event.sentence());
        };
    }
}
