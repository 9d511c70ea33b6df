package rtmlab.harness.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.variant.ForwardingJournal;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Member;

/**
 * Which messages are under way: sent, and not yet both answered and on everybody's screen. A fault that strikes while
 * none is has hit nothing.
 */
final class InFlight {

    private final int members;
    private final Map<String, Fate> fates = new LinkedHashMap<>();
    private final List<CompletableFuture<Boolean>> waiting = new ArrayList<>();

    private static final class Fate {
        int attempts;
        boolean acknowledged;
        final Set<String> seenBy = new HashSet<>();
    }

    /** @param members who are to see each message */
    InFlight(int members) {
        this.members = members;
    }

    /** A journal that hears the same, and passes it on. */
    Journal listeningTo(Member member, Journal journal) {
        return new Listening(member.name(), journal);
    }

    synchronized void begin(String id) {
        fates.computeIfAbsent(id, _ -> new Fate()).attempts++;
        waiting.forEach(future -> future.complete(true));
        waiting.clear();
    }

    synchronized void end(String id) {
        fates.computeIfAbsent(id, _ -> new Fate()).attempts--;
    }

    synchronized boolean isAcknowledged(String id) {
        var fate = fates.get(id);
        return fate != null && fate.acknowledged;
    }

    /**
     * The ids of the messages that are under way.
     *
     * @param isStored whether one is stored, where that can be told; a message that is not is still under way
     */
    synchronized List<String> underWay(Predicate<String> isStored) {
        return fates.entrySet().stream()
                .filter(entry -> {
                    var fate = entry.getValue();
                    return fate.attempts > 0
                            || (fate.acknowledged && (fate.seenBy.size() < members || !isStored.test(entry.getKey())));
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Comes true when a message is under way, now or later. */
    synchronized CompletableFuture<Boolean> next() {
        if (!underWay(_ -> true).isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        var future = new CompletableFuture<Boolean>();
        waiting.add(future);
        return future;
    }

    private synchronized void acknowledged(String id) {
        fates.computeIfAbsent(id, _ -> new Fate()).acknowledged = true;
    }

    private synchronized void seen(String id, String member) {
        fates.computeIfAbsent(id, _ -> new Fate()).seenBy.add(member);
    }

    private final class Listening extends ForwardingJournal {
        private final String member;

        Listening(String member, Journal journal) {
            super(journal);
            this.member = member;
        }

        @Override
        public void acknowledged(Post post, Ts ts) {
            InFlight.this.acknowledged(post.clientMessageId().value());
            super.acknowledged(post, ts);
        }

        @Override
        public void sawLive(Message message) {
            seen(message.clientMessageId().value(), member);
            super.sawLive(message);
        }

        @Override
        public void sawByCatchUp(Message message) {
            seen(message.clientMessageId().value(), member);
            super.sawByCatchUp(message);
        }
    }
}
