package rtmlab.checkers.promise;

import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event.FaultsEnded;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * After the faults end, the system answers again within a stated bound.
 *
 * <p>The history states when the faults ended, and the bound. From then on, every message that is asked for is
 * acknowledged within the bound of its first attempt, and whoever was out of touch when the faults ended, or is later, is
 * connected again within the bound. A refusal is no answer here: a system that refuses all has not recovered. Where the recording
 * ends before the bound is over, nothing can be said.
 *
 * <p>This is a liveness property made testable by its bound, as in partial synchrony: Dwork, Lynch and Stockmeyer,
 * <em>Consensus in the Presence of Partial Synchrony</em> (1988).
 */
public final class Recovery extends BroadcastPromise {

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public String description() {
        return "After the faults end, the system answers again within a stated bound.";
    }

    @Override
    Verdict check(Facts facts) {
        var ended = facts.faultsEnded;
        if (ended == null) {
            return new Undecided("the history does not say when the faults ended");
        }
        long recordedUntil = facts.lastMoment();
        long slowest = 0;
        long answered = 0;
        boolean open = false;
        for (var message : facts.messages()) {
            if (message.request == null || message.submittedAt < facts.faultsEndedAt) {
                continue;
            }
            var answer = message.ack;
            long until = answer == null ? recordedUntil : answer.atMicros();
            long took = until - message.request.atMicros();
            if (took > ended.withinMicros()) {
                return unanswered(message, message.request, ended, facts);
            }
            if (answer == null) {
                open = true;
            } else {
                answered++;
                slowest = Math.max(slowest, took);
            }
        }
        var away = away(facts.outage, ended, facts);
        if (away != null) {
            return away;
        }
        if (open || facts.outage.isOpen()) {
            return new Undecided("the recording ends before everything asked for after the faults had to be answered");
        }
        if (answered == 0) {
            return new Undecided("nothing was asked of the system after the faults had ended");
        }
        return facts.unbroken(Words.count(answered, "request") + " after the faults, each answered within "
                + Words.seconds(slowest) + " of the " + Words.seconds(ended.withinMicros()) + " allowed");
    }

    private static Broken unanswered(Message message, Submitted request, FaultsEnded ended, Facts facts) {
        var answer = message.ack == null
                ? "nobody had answered within " + Words.seconds(ended.withinMicros())
                : "was answered only at " + Words.seconds(message.ack.atMicros());
        return new Witness()
                .say("the faults had ended at " + Words.seconds(ended.atMicros()) + ", but when " + request.member()
                        + " asked at " + Words.seconds(request.atMicros()) + " for " + message.words()
                        + " to be sent, " + (message.ack == null ? answer : request.member() + " " + answer))
                .show(ended)
                .show(request)
                .show(message.ack)
                .blame(facts.lastFault())
                .broken();
    }

    private static @Nullable Broken away(Outage outage, FaultsEnded ended, Facts facts) {
        for (var lost : outage.lasting(ended.withinMicros(), facts.lastMoment()).entrySet()) {
            return new Witness()
                    .say("the faults had ended at " + Words.seconds(ended.atMicros()) + ", but " + lost.getKey()
                            + " was not connected again within " + Words.seconds(ended.withinMicros()))
                    .show(ended)
                    .show(facts.events.get(lost.getValue()))
                    .blame(facts.lastFault())
                    .broken();
        }
        return null;
    }
}
