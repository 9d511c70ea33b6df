package rtmlab.checkers.promise;

import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Refused;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.checkers.history.Event.Unknown;
import rtmlab.checkers.history.Words;

/** What became of one message: everything that its sender asked and was told. */
final class Message {
    static final int NEVER = Integer.MAX_VALUE;

    /** Messages are numbered in the order in which the history first names them. */
    final int number;

    final String id;

    /** Null if nobody asked for this message to be sent. */
    @Nullable
    Submitted request;

    /** Where in the history the sender first asked for it. */
    int submittedAt = NEVER;

    /** Null if the sender was never told that it was sent. */
    @Nullable
    Acknowledged ack;

    /** Where in the history the sender was first told that it was sent. */
    int acknowledgedAt = NEVER;

    /** Null unless the sender was told a second {@code ts}. */
    @Nullable
    Acknowledged otherAck;

    /** The {@code ts} that the history names first for it; null if it names none. */
    @Nullable
    String ts;

    /** Where in the history that is. */
    int namedAt = NEVER;

    /** Whether the history names more than one {@code ts} for it. */
    boolean underTwoTs;

    /** Whether it was ever shown or stored with another text or sender than it was sent with. */
    boolean altered;

    /** An attempt that followed one which may have had its effect. */
    @Nullable
    Submitted retry;

    private int attempts;
    private int refusals;
    private boolean maybeSent;

    Message(int number, String id) {
        this.number = number;
        this.id = id;
    }

    void accept(Submitted attempt, int at) {
        if (request == null) {
            request = attempt;
            submittedAt = at;
        } else if (refusals < attempts && retry == null) {
            retry = attempt;
        }
        attempts++;
    }

    void accept(Acknowledged answer, int at) {
        maybeSent = true;
        named(answer.ts(), at);
        if (ack == null) {
            ack = answer;
            acknowledgedAt = at;
        } else if (otherAck == null && !ack.ts().equals(answer.ts())) {
            otherAck = answer;
        }
    }

    void accept(Refused refusal) {
        refusals++;
    }

    void accept(Unknown answer) {
        maybeSent = true;
    }

    /** Takes note of a {@code ts} that was acknowledged, shown or stored. */
    void named(String ts, int at) {
        if (this.ts == null) {
            this.ts = ts;
            namedAt = at;
        } else if (!this.ts.equals(ts)) {
            underTwoTs = true;
        }
    }

    /** Tells whether it was sent, so far as is known by now, with another sender or text. */
    boolean differsFrom(String sender, String text) {
        return request != null
                && !(request.member().equals(sender) && request.text().equals(text));
    }

    boolean isAcknowledged() {
        return ack != null;
    }

    /** Tells whether every attempt certainly had no effect, or none was made. */
    boolean isCertainlyNotSent() {
        return !maybeSent && refusals >= attempts;
    }

    /** Tells whether this message's sender knew it to be sent before it first asked for that one. */
    boolean isBefore(Message that) {
        return acknowledgedAt < that.submittedAt;
    }

    /** Tells whether it was sent to another channel than this one. */
    boolean isElsewhere(Channel channel) {
        return request != null && !request.channel().equals(channel.name);
    }

    /** The message as people know it: its text and its id. */
    String words() {
        return request == null ? id : Words.quote(request.text()) + " (" + id + ")";
    }
}
