package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.List;

/** What one member was shown in one channel, and when it belonged to that channel. */
final class Screen {
    static final int NOT_A_MEMBER = -1;

    final String channel;
    final String member;

    /** Its number among those that showed something; -1 until it does. */
    int number = -1;

    /** The numbers of the messages shown, in order; a message that was shown twice is in it twice. */
    Ints messages = Ints.NONE;

    /** Where in the history each of them was shown. */
    Ints shownAt = Ints.NONE;

    /** What the member's client went on from whenever it connected. */
    final List<HistoryRead> snapshots = new ArrayList<>();

    // Places in the history at which the member joined, left, joined again, and so on.
    private final Ints changes = new Ints();

    Screen(String channel, String member) {
        this.channel = channel;
        this.member = member;
    }

    void joined(int at) {
        if (changes.size() % 2 == 0) {
            changes.add(at);
        }
    }

    void left(int at) {
        if (changes.size() % 2 == 1) {
            changes.add(at);
        }
    }

    boolean belongsAt(int at) {
        return belongsSince(at) != NOT_A_MEMBER;
    }

    boolean everBelongedBefore(int at) {
        return changes.size() > 0 && changes.get(0) < at;
    }

    /** Answers where the membership began that covers this place in the history, or {@link #NOT_A_MEMBER}. */
    int belongsSince(int at) {
        int before = changes.size();
        while (before > 0 && changes.get(before - 1) > at) {
            before--;
        }
        return before % 2 == 1 ? changes.get(before - 1) : NOT_A_MEMBER;
    }
}
