package rtmlab.checkers.promise;

import java.util.Comparator;
import java.util.List;

/** What one member has learned of one channel, by its screen and by its own reads, up to a place in the history. */
final class Knowledge {
    private final Screen screen;
    private final List<HistoryRead> reads;
    private final Marks known;
    private int shown;
    private int read;

    /** The numbers of the messages in the order in which the member learned of them. */
    final Ints messages = new Ints();

    /** Where in the history the member learned of each. */
    final Ints learnedAt = new Ints();

    /** The marks may be used by nobody else as long as this knowledge is. */
    Knowledge(Channel channel, String member, Marks marks) {
        this.screen = channel.screen(member);
        this.reads = channel.reads.stream()
                .filter(own -> own.member().equals(member))
                .sorted(Comparator.comparingInt(HistoryRead::endedAt))
                .toList();
        this.known = marks;
        known.clear();
    }

    /** Adds what the member learned before this place; places must rise from one call to the next. */
    void advanceTo(int place) {
        while (true) {
            int shownAt = shown < screen.messages.size() ? screen.shownAt.get(shown) : Message.NEVER;
            int readAt = read < reads.size() ? reads.get(read).endedAt() : Message.NEVER;
            if (Math.min(shownAt, readAt) >= place) {
                return;
            }
            if (shownAt < readAt) {
                learn(screen.messages.get(shown++), shownAt);
            } else {
                var ids = reads.get(read++).messages();
                for (int i = 0; i < ids.size(); i++) {
                    learn(ids.get(i), readAt);
                }
            }
        }
    }

    private void learn(int message, int at) {
        if (known.mark(message)) {
            messages.add(message);
            learnedAt.add(at);
        }
    }
}
