package rtmlab.checkers.history;

import java.util.List;

/**
 * Something that happened in a run: what a client did or was shown, what the store holds, or which fault struck.
 *
 * <p>The order of a history's list is the order of its events. {@code atMicros} is for people who read it. A message is
 * known by its id throughout: the {@code client_msg_id} under which its sender asked for it, in every attempt.
 */
public sealed interface Event {
    long atMicros();

    /** Tells the event in one sentence. */
    String sentence();

    /** What became of a member's request to send a message. */
    sealed interface Answer extends Event {
        String member();

        String channel();

        String id();
    }

    /** A member asked for a message to be sent; attempts after the first are retries under the same id. */
    record Submitted(long atMicros, String member, String channel, String id, String text, int attempt)
            implements Event {
        public Submitted {
            requireTime(atMicros);
            requireName("member", member);
            requireName("channel", channel);
            requireName("id", id);
            if (attempt < 1) {
                throw new IllegalArgumentException("attempts are counted from 1, not from " + attempt);
            }
        }

        @Override
        public String sentence() {
            var again = attempt == 1 ? "" : " (attempt " + attempt + ")";
            return member + " sends " + Words.quote(text) + " to " + Words.channel(channel) + ", id " + id + again;
        }
    }

    /** The member was told that the message was sent, and under which {@code ts}. */
    record Acknowledged(long atMicros, String member, String channel, String id, String ts) implements Answer {
        public Acknowledged {
            requireTime(atMicros);
            requireName("member", member);
            requireName("channel", channel);
            requireName("id", id);
            requireName("ts", ts);
        }

        @Override
        public String sentence() {
            return member + " is told that " + id + " was sent to " + Words.channel(channel) + ", ts " + ts;
        }
    }

    /** The member was told that the attempt failed: it certainly had no effect. */
    record Refused(long atMicros, String member, String channel, String id, String error) implements Answer {
        public Refused {
            requireTime(atMicros);
            requireName("member", member);
            requireName("channel", channel);
            requireName("id", id);
        }

        @Override
        public String sentence() {
            return member + " is told that " + id + " was not sent to " + Words.channel(channel) + Words.because(error);
        }
    }

    /** The member learned nothing: the attempt may or may not have had its effect. */
    record Unknown(long atMicros, String member, String channel, String id, String reason) implements Answer {
        public Unknown {
            requireTime(atMicros);
            requireName("member", member);
            requireName("channel", channel);
            requireName("id", id);
        }

        @Override
        public String sentence() {
            return member + " does not learn whether " + id + " was sent to " + Words.channel(channel)
                    + Words.because(reason);
        }
    }

    /** By which way a message came to a screen. */
    enum Via {
        /** Pushed over the open connection. */
        LIVE("live"),
        /** Fetched after a connection was lost, or at the start. */
        CATCH_UP("catch-up");

        private final String word;

        Via(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * A message was shown on a member's screen at this moment, below what was shown before.
     *
     * <p>The sender's own message counts like any other: it is shown when the client puts it, with its {@code ts},
     * among the others. If the client drops doubles, it has done so before.
     */
    record Saw(long atMicros, String member, String channel, String id, String ts, String sender, String text, Via via)
            implements Event {
        public Saw {
            requireTime(atMicros);
            requireName("member", member);
            requireName("channel", channel);
            requireName("id", id);
            requireName("ts", ts);
            requireName("sender", sender);
        }

        @Override
        public String sentence() {
            var by = via == Via.LIVE ? "" : " by catch-up";
            return member + " sees" + by + " " + Words.quote(text) + " from " + sender + " in " + Words.channel(channel)
                    + ", id " + id + ", ts " + ts;
        }
    }

    /** From here on the member belongs to the channel. */
    record Joined(long atMicros, String member, String channel) implements Event {
        public Joined {
            requireTime(atMicros);
            requireName("member", member);
            requireName("channel", channel);
        }

        @Override
        public String sentence() {
            return member + " joins " + Words.channel(channel);
        }
    }

    /** The member was told that it no longer belongs to the channel. */
    record Left(long atMicros, String member, String channel) implements Event {
        public Left {
            requireTime(atMicros);
            requireName("member", member);
            requireName("channel", channel);
        }

        @Override
        public String sentence() {
            return member + " leaves " + Words.channel(channel);
        }
    }

    record Connected(long atMicros, String member) implements Event {
        public Connected {
            requireTime(atMicros);
            requireName("member", member);
        }

        @Override
        public String sentence() {
            return member + " connects";
        }
    }

    record Disconnected(long atMicros, String member, String reason) implements Event {
        public Disconnected {
            requireTime(atMicros);
            requireName("member", member);
        }

        @Override
        public String sentence() {
            return member + " loses the connection" + Words.because(reason);
        }
    }

    /** The member asks for all messages of a channel; {@code read} is the name by which the answer is known. */
    record Reading(long atMicros, String member, String channel, String read) implements Event {
        public Reading {
            requireTime(atMicros);
            requireName("member", member);
            requireName("channel", channel);
            requireName("read", read);
        }

        @Override
        public String sentence() {
            return member + " asks for the history of " + Words.channel(channel) + " (read " + read + ")";
        }
    }

    /** The answer to a {@link Reading}: the ids of the channel's messages, oldest first. */
    record Read(long atMicros, String member, String channel, String read, List<String> ids) implements Event {
        public Read {
            requireTime(atMicros);
            requireName("member", member);
            requireName("channel", channel);
            requireName("read", read);
            ids = List.copyOf(ids);
        }

        @Override
        public String sentence() {
            return member + " gets the history of " + Words.channel(channel) + " (read " + read + "): "
                    + Words.list(ids);
        }
    }

    /**
     * What a member's client goes on from, when it connects: the ids of the messages that it got beside what was on the
     * screen already, oldest first. What follows comes as events.
     */
    record Snapshot(long atMicros, String member, String channel, List<String> ids) implements Event {
        public Snapshot {
            requireTime(atMicros);
            requireName("member", member);
            requireName("channel", channel);
            ids = List.copyOf(ids);
        }

        @Override
        public String sentence() {
            return member + " starts " + Words.channel(channel) + " from a snapshot: " + Words.list(ids);
        }
    }

    /** One row that the store holds at the end; rows come in the store's order. */
    record Stored(long atMicros, String channel, String id, String ts, String sender, String text) implements Event {
        public Stored {
            requireTime(atMicros);
            requireName("channel", channel);
            requireName("id", id);
            requireName("ts", ts);
            requireName("sender", sender);
        }

        @Override
        public String sentence() {
            return "the store holds " + Words.quote(text) + " from " + sender + " in " + Words.channel(channel)
                    + ", id " + id + ", ts " + ts;
        }
    }

    /** A channel's rows were read to the end, so many in number: an empty store is not an unread one. */
    record StoreRead(long atMicros, String channel, int count) implements Event {
        public StoreRead {
            requireTime(atMicros);
            requireName("channel", channel);
            if (count < 0) {
                throw new IllegalArgumentException("a store holds no " + count + " rows");
            }
        }

        @Override
        public String sentence() {
            return "the store was read: it holds " + Words.count(count, "message") + " of " + Words.channel(channel);
        }
    }

    /** A fault that was planned, and whether it struck something in flight. */
    record Fault(long atMicros, Kind kind, String node, String step, boolean hit) implements Event {

        /** What a fault does to a node or to one of its steps. */
        public enum Kind {
            CRASH_BEFORE("crash-before", "crashed before"),
            CRASH_AFTER("crash-after", "crashed after"),
            LOST_REPLY("lost-reply", "never got the reply of"),
            FAILED_CALL("failed-call", "failed at"),
            KILL("kill", "was killed"),
            PAUSE("pause", "was paused"),
            PARTITION("partition", "was cut off"),
            OTHER("other", "was disturbed");

            private final String word;
            private final String verb;

            Kind(String word, String verb) {
                this.word = word;
                this.verb = verb;
            }

            public String word() {
                return word;
            }

            /** Tells whether the node loses its memory. */
            public boolean isCrash() {
                return this == CRASH_BEFORE || this == CRASH_AFTER || this == KILL;
            }
        }

        public Fault {
            requireTime(atMicros);
            requireName("node", node);
        }

        /** Tells the fault in one sentence: {@code channel-server-1 crashed before: http POST web-app #1}. */
        @Override
        public String sentence() {
            // A step's address begins with its node, which the sentence names already.
            var place = step.startsWith(node + ": ") ? step.substring(node.length() + 2) : step;
            var missed = hit ? "" : " (it hit nothing)";
            return node + " " + kind.verb + (place.isEmpty() ? "" : ": " + place) + missed;
        }
    }

    /** From here on no fault strikes, and the system must answer every request within so many microseconds. */
    record FaultsEnded(long atMicros, long withinMicros) implements Event {
        public FaultsEnded {
            requireTime(atMicros);
            if (withinMicros < 1) {
                throw new IllegalArgumentException("nothing recovers within " + withinMicros + " microseconds");
            }
        }

        @Override
        public String sentence() {
            return "the faults are over: from here on the system must answer within " + Words.seconds(withinMicros);
        }
    }

    /** Faults are over and the system is at rest: who is connected has seen all that it ever will. */
    record Quiet(long atMicros) implements Event {
        public Quiet {
            requireTime(atMicros);
        }

        @Override
        public String sentence() {
            return "the system has come to rest";
        }
    }

    private static void requireTime(long atMicros) {
        if (atMicros < 0) {
            throw new IllegalArgumentException("an event cannot happen at " + atMicros + " microseconds");
        }
    }

    private static void requireName(String what, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the " + what + " is empty");
        }
    }
}
