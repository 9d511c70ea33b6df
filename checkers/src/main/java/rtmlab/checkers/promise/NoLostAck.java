package rtmlab.checkers.promise;

import java.util.Optional;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * Validity, first half: an acknowledged message is in the store once the system is quiet.
 *
 * <p>Precisely: for every message that its sender was told was sent, the rows read from the store after {@code Quiet}
 * hold one with its id in its channel. Nothing is asked of messages that were refused or whose fate the sender never
 * learned. A row with another text is altered, not lost: that is {@link Integrity}'s. A store that was read early, in
 * part or not at all proves nothing either way.
 *
 * <p>This is durability as Jepsen's set and queue workloads test it: every add that was answered {@code :ok} is there in
 * the final read.
 */
public final class NoLostAck extends BroadcastPromise {

    @Override
    public String name() {
        return "no-lost-ack";
    }

    @Override
    public String description() {
        return "An acknowledged message is in the store once the system is quiet.";
    }

    @Override
    Verdict check(Facts facts) {
        if (facts.messages().stream().noneMatch(Message::isAcknowledged)) {
            return new Undecided("no message was acknowledged");
        }
        if (!facts.cameToRest()) {
            return new Undecided("the run never came to rest: what is missing from the store may still come");
        }
        Optional<String> unread = Optional.empty();
        long acknowledged = 0;
        var inStore = new Marks(facts.messages().size());
        for (var channel : facts.channels()) {
            if (channel.sent.stream().noneMatch(Message::isAcknowledged)) {
                continue;
            }
            var unreadHere = facts.storeUnread(channel);
            if (unreadHere.isPresent()) {
                unread = unread.or(() -> unreadHere);
                continue;
            }
            inStore.markOnly(channel.rows);
            for (var message : channel.sent) {
                if (message.isAcknowledged()) {
                    if (!inStore.has(message.number)) {
                        return lost(message, channel, facts);
                    }
                    acknowledged++;
                }
            }
        }
        if (unread.isPresent()) {
            return new Undecided(unread.get());
        }
        return facts.unbroken(Words.count(acknowledged, "acknowledged message") + ", all in the store");
    }

    private static Broken lost(Message message, Channel channel, Facts facts) {
        return Witness.ofAck(message)
                .say(", but it is not in the store")
                .show(channel.read)
                .blame(facts.blame(message))
                .broken();
    }
}
