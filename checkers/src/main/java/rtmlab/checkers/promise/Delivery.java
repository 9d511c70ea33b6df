package rtmlab.checkers.promise;

import rtmlab.checkers.history.Words;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * Validity, second half: an acknowledged message reaches every member that stays, live or by catch-up.
 *
 * <p>A member <em>stays</em>, as far as a message is concerned, if it joined the channel before the message was first
 * submitted, did not leave until the system was quiet, and was connected then. It may have lost its connection in
 * between: what it missed must come by catch-up. Whoever joins while a message is under way may see it or not. The
 * sender is a member like any other. A member that the history never calls connected or disconnected counts as
 * connected.
 *
 * <p>"Sent implies delivered at every correct process" of Hadzilacos and Toueg, <em>A Modular Approach to
 * Fault-Tolerant Broadcasts and Related Problems</em> (1994), where an acknowledgement stands for "sent": a client that
 * was refused or learned nothing was promised nothing.
 */
public final class Delivery extends BroadcastPromise {

    @Override
    public String name() {
        return "delivery";
    }

    @Override
    public String description() {
        return "An acknowledged message reaches every member that stays, live or by catch-up.";
    }

    @Override
    Verdict check(Facts facts) {
        if (facts.messages().stream().noneMatch(Message::isAcknowledged)) {
            return new Undecided("no message was acknowledged");
        }
        if (!facts.cameToRest()) {
            return new Undecided("the run never came to rest: what is missing may still be delivered");
        }
        long delivered = 0;
        var owed = new boolean[facts.messages().size()];
        var marks = new Marks(facts.messages().size());
        for (var channel : facts.channels()) {
            for (var screen : channel.screens()) {
                int since = facts.staysSince(screen);
                if (since == Screen.NOT_A_MEMBER) {
                    continue;
                }
                marks.markOnly(screen.messages);
                for (var message : channel.sent) {
                    if (!message.isAcknowledged() || message.submittedAt < since) {
                        continue;
                    }
                    if (!marks.has(message.number)) {
                        return undelivered(message, screen, facts);
                    }
                    owed[message.number] = true;
                    delivered++;
                }
            }
        }
        if (delivered == 0) {
            return new Undecided("no acknowledged message had a member that stayed to see it");
        }
        long messages = facts.messages().stream()
                .filter(message -> owed[message.number])
                .count();
        return facts.unbroken(Words.count(messages, "acknowledged message") + ", " + delivered
                + (delivered == 1 ? " delivery" : " deliveries") + " to members that stay");
    }

    private static Broken undelivered(Message message, Screen screen, Facts facts) {
        return Witness.ofAck(message)
                .say(", but " + (isSender(screen, message) ? "even its sender" : screen.member + ", who stayed,")
                        + " never saw it")
                .blame(facts.blame(message))
                .broken();
    }

    private static boolean isSender(Screen screen, Message message) {
        return message.request != null && message.request.member().equals(screen.member);
    }
}
