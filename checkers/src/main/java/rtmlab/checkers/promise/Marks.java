package rtmlab.checkers.promise;

/** A set of message numbers that is emptied at no cost: one serves all screens in turn. */
final class Marks {
    private final int[] roundOf;
    private int round = 1;

    Marks(int messages) {
        roundOf = new int[messages];
    }

    void clear() {
        round++;
    }

    /** Adds the message; answers false if it was there already. */
    boolean mark(int message) {
        boolean fresh = roundOf[message] != round;
        roundOf[message] = round;
        return fresh;
    }

    boolean has(int message) {
        return roundOf[message] == round;
    }

    void markOnly(Ints messages) {
        clear();
        for (int i = 0; i < messages.size(); i++) {
            mark(messages.get(i));
        }
    }
}
