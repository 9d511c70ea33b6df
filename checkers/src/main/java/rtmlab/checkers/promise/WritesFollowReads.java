package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * Whatever history of a channel holds an answer holds, before it, what the author had seen when writing it.
 *
 * <p>An author has seen what the author's screen showed, or a read of the author's held, before the message was first
 * submitted. Histories are what members read and what the store holds in the end.
 *
 * <p>Terry et al., <em>Session Guarantees for Weakly Consistent Replicated Data</em> (1994); causal order, in the words of
 * Hadzilacos and Toueg (1994). This is no promise of the architectures' own; it is here for whoever wants to judge by it.
 */
public final class WritesFollowReads extends BroadcastPromise {

    @Override
    public String name() {
        return "writes-follow-reads";
    }

    @Override
    public String description() {
        return "A history that holds an answer holds, before it, what the author had seen when writing it.";
    }

    @Override
    Verdict check(Facts facts) {
        long compared = 0;
        var places = new Places(facts.messages().size());
        var known = new Marks(facts.messages().size());
        for (var channel : facts.channels()) {
            var byAuthor = byAuthor(channel);
            for (var view : Views.of(channel, facts)) {
                places.enter(view.messages());
                for (var author : byAuthor.entrySet()) {
                    var knowledge = new Knowledge(channel, author.getKey(), known);
                    var latest = new Latest(channel, places, facts);
                    for (var answer : author.getValue()) {
                        knowledge.advanceTo(answer.submittedAt);
                        latest.take(knowledge);
                        if (places.of(answer) == Places.ABSENT || latest.message == null) {
                            continue;
                        }
                        if (latest.place() > places.of(answer)) {
                            return broken(answer, latest, view, facts);
                        }
                        compared++;
                    }
                }
                places.leave(view.messages());
            }
        }
        if (compared == 0) {
            return new Undecided("no history holds a message whose author had seen another before");
        }
        return facts.unbroken(Words.count(compared, "message") + " after all that the author had seen");
    }

    private static Map<String, List<Message>> byAuthor(Channel channel) {
        Map<String, List<Message>> byAuthor = new LinkedHashMap<>();
        for (var message : channel.sent) {
            if (message.request != null) {
                byAuthor.computeIfAbsent(message.request.member(), _ -> new ArrayList<>())
                        .add(message);
            }
        }
        return byAuthor;
    }

    /** Of what an author has seen so far, what stands last in one history; what is absent there stands behind all. */
    private static final class Latest {
        private final Channel channel;
        private final Places places;
        private final Facts facts;
        private int taken;

        @Nullable
        Message message;

        int learnedAt;

        Latest(Channel channel, Places places, Facts facts) {
            this.channel = channel;
            this.places = places;
            this.facts = facts;
        }

        void take(Knowledge knowledge) {
            for (; taken < knowledge.messages.size(); taken++) {
                var seen = facts.message(knowledge.messages.get(taken));
                if (!seen.isElsewhere(channel) && (message == null || place(seen) > place(message))) {
                    message = seen;
                    learnedAt = knowledge.learnedAt.get(taken);
                }
            }
        }

        int place() {
            return message == null ? -1 : place(message);
        }

        private int place(Message seen) {
            return places.of(seen) == Places.ABSENT ? Integer.MAX_VALUE : places.of(seen);
        }
    }

    private static Broken broken(Message answer, Latest latest, Views.View view, Facts facts) {
        var request = Objects.requireNonNull(answer.request);
        var seen = Objects.requireNonNull(latest.message);
        boolean isAbsent = latest.place() == Integer.MAX_VALUE;
        return new Witness()
                .say(request.member() + " had seen " + seen.words() + " when writing " + answer.words() + " to "
                        + Words.channel(request.channel()) + ", but " + view.words() + " holds " + answer.words()
                        + (isAbsent ? " alone" : " first"))
                .show(seen.request)
                .show(facts.events.get(latest.learnedAt))
                .show(request)
                .show(view.event())
                .broken();
    }
}
