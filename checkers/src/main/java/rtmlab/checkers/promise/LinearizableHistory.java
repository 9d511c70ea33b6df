package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Moment;
import rtmlab.checkers.history.Operation.Outcome;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.linearizability.LinearizableLog;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * Sending to a channel and reading its history behave like appending to one log and reading it.
 *
 * <p>A message is an append that takes effect once, at one moment between its first attempt and its acknowledgement; one
 * whose sender learned nothing may take effect at any time, or never; one that was refused has none. A read answers all
 * that was appended until some moment between its invocation and its answer, in that order. What is pushed to screens is
 * no read: of that, {@link TotalOrder} and others speak.
 *
 * <p>Herlihy and Wing, <em>Linearizability: A Correctness Condition for Concurrent Objects</em> (1990). Ids are unique, so
 * {@link LinearizableLog} decides it without a search.
 */
public final class LinearizableHistory extends BroadcastPromise {
    private static final String APPEND = "append";
    private static final String READ = "read";

    @Override
    public String name() {
        return "linearizable-log";
    }

    @Override
    public String description() {
        return "Sending to a channel and reading its history behave like appending to one log and reading it.";
    }

    @Override
    Verdict check(Facts facts) {
        if (facts.readsNothing()) {
            return new Undecided(Facts.NOBODY_READ);
        }
        long appends = 0;
        long reads = 0;
        for (var channel : facts.channels()) {
            if (channel.reads.isEmpty()) {
                continue;
            }
            var judgement = LinearizableLog.check(operations(channel, facts));
            switch (judgement.verdict()) {
                case Broken broken -> {
                    return new Contradiction(channel, judgement.culprits(), facts).explained(broken.witness());
                }
                case Undecided undecided -> {
                    return undecided;
                }
                case Verdict.Kept _ -> {
                    long acknowledged = channel.sent.stream()
                            .filter(Message::isAcknowledged)
                            .count();
                    appends += acknowledged;
                    reads += acknowledged == 0 ? 0 : channel.reads.size();
                }
            }
        }
        if (reads == 0) {
            return new Undecided("no message was acknowledged in a channel that was read");
        }
        return facts.unbroken(
                Words.count(appends, "acknowledged message") + " and " + Words.count(reads, "read") + " fit one log");
    }

    /** A process of its own for each call: what matters is when calls began and ended, not whose they were. */
    private static List<Operation> operations(Channel channel, Facts facts) {
        var operations = new ArrayList<Operation>();
        for (var message : channel.sent) {
            operations.add(append(message, operations.size(), facts));
        }
        for (var read : channel.reads) {
            var ids = new ArrayList<Edn>();
            for (int i = 0; i < read.messages().size(); i++) {
                ids.add(Edn.of(facts.message(read.messages().get(i)).id));
            }
            operations.add(new Operation(
                    operations.size(),
                    READ,
                    Edn.nil(),
                    Edn.nil(),
                    new Edn.VectorOf(ids),
                    Outcome.OK,
                    read.begunAt(),
                    read.endedAt(),
                    moment(read.begunAt(), facts),
                    moment(read.endedAt(), facts)));
        }
        return operations;
    }

    private static Operation append(Message message, int process, Facts facts) {
        var id = Edn.of(message.id);
        var outcome =
                message.isAcknowledged() ? Outcome.OK : message.isCertainlyNotSent() ? Outcome.FAILED : Outcome.UNKNOWN;
        // A failed append is over when the history is: only that it had no effect counts.
        int answeredAt = switch (outcome) {
            case OK -> message.acknowledgedAt;
            case FAILED -> facts.events.size();
            case UNKNOWN -> Operation.NEVER;
        };
        return new Operation(
                process,
                APPEND,
                Edn.nil(),
                id,
                outcome == Outcome.OK ? id : null,
                outcome,
                message.submittedAt,
                answeredAt,
                moment(message.submittedAt, facts),
                outcome == Outcome.OK ? moment(answeredAt, facts) : null);
    }

    // Lines are places in the history here, so that an operation leads back to its events.
    private static Moment moment(int place, Facts facts) {
        return new Moment(place, facts.events.get(place).atMicros() * 1_000);
    }

    /** Operations that contradict each other, and why, in words about members and messages. */
    private record Contradiction(Channel channel, List<Operation> culprits, Facts facts) {

        Broken explained(String inGeneral) {
            var witness = new Witness();
            var sentence = sentence();
            witness.say(sentence == null ? inGeneral : sentence);
            for (var operation : culprits) {
                if (operation.f().equals(APPEND)) {
                    var message = message(operation);
                    witness.show(message.request).show(message.ack);
                } else {
                    witness.show(begun(operation)).show(ended(operation));
                }
            }
            return witness.broken();
        }

        private @Nullable String sentence() {
            var reads = culprits.stream()
                    .filter(operation -> operation.f().equals(READ))
                    .distinct()
                    .toList();
            var appends = culprits.stream()
                    .filter(operation -> operation.f().equals(APPEND))
                    .distinct()
                    .toList();
            return switch (10 * reads.size() + appends.size()) {
                case 10 -> alone(reads.getFirst());
                case 11 -> against(reads.getFirst(), message(appends.getFirst()));
                case 20 -> against(reads.getFirst(), reads.getLast());
                case 2 -> against(message(appends.getFirst()), message(appends.getLast()));
                default -> null;
            };
        }

        private @Nullable String alone(Operation read) {
            var ids = ids(read);
            for (int place = 0; place < ids.size(); place++) {
                int first = ids.indexOf(ids.get(place));
                if (first < place) {
                    return words(read) + " holds " + named(ids.get(place)) + " twice, at places " + (first + 1)
                            + " and " + (place + 1);
                }
            }
            return ids.stream()
                    .filter(id -> sent(id) == null)
                    .findFirst()
                    .map(id -> words(read) + " holds " + id + ", which nobody had asked to be sent there")
                    .orElse(null);
        }

        private String against(Operation read, Message message) {
            boolean holds = ids(read).contains(message.id);
            var asked = "which was first asked for at " + facts.moment(message.submittedAt);
            if (!holds) {
                return told(message) + "; " + words(read) + " lacks it";
            }
            return message.isCertainlyNotSent()
                    ? words(read) + " holds " + message.words() + ", though its sender was told that it was not sent"
                    : words(read) + ", answered at " + facts.moment(read.answeredAt()) + ", holds " + message.words()
                            + ", " + asked;
        }

        private String against(Operation one, Operation other) {
            var idsOfOne = ids(one);
            var idsOfOther = ids(other);
            int common = Math.min(idsOfOne.size(), idsOfOther.size());
            for (int place = 0; place < common; place++) {
                if (!idsOfOne.get(place).equals(idsOfOther.get(place))) {
                    return words(one) + " has " + named(idsOfOne.get(place)) + " at place " + (place + 1) + ", "
                            + words(other) + " has " + named(idsOfOther.get(place)) + " there";
                }
            }
            var longer = idsOfOne.size() > common ? one : other;
            var shorter = longer.equals(one) ? other : one;
            return words(longer) + " held " + named(ids(longer).get(common)) + " at "
                    + facts.moment(longer.answeredAt()) + "; " + words(shorter) + " lacks it";
        }

        private String against(Message one, Message other) {
            var earlier = one.isBefore(other) ? one : other;
            var later = earlier.equals(one) ? other : one;
            return told(earlier) + ", and only at " + facts.moment(later.submittedAt) + " was " + later.words()
                    + " asked for, but the history of " + Words.channel(channel.name) + " has " + later.words()
                    + " first";
        }

        private String told(Message message) {
            var ack = message.ack;
            return (ack == null ? "the sender" : ack.member()) + " was told at " + facts.moment(message.acknowledgedAt)
                    + " that " + message.words() + " was sent to " + Words.channel(channel.name);
        }

        private String words(Operation read) {
            var reading = (Event.Read) ended(read);
            return "the history that " + reading.member() + " asked for at " + facts.moment(read.invokedAt());
        }

        private Event begun(Operation read) {
            return facts.events.get(read.invokedAt());
        }

        private Event ended(Operation read) {
            return facts.events.get(read.answeredAt());
        }

        private List<String> ids(Operation read) {
            return ((Event.Read) ended(read)).ids();
        }

        private @Nullable Message sent(String id) {
            return channel.sent.stream()
                    .filter(message -> message.id.equals(id))
                    .findFirst()
                    .orElse(null);
        }

        private String named(String id) {
            var message = sent(id);
            return message == null ? id : message.words();
        }

        private Message message(Operation append) {
            return facts.message(((Edn.Text) append.input()).value());
        }
    }
}
