package rtmlab.checkers.promise;

/**
 * What one member got when it asked for a channel's history.
 *
 * @param begunAt where in the history it asked
 * @param endedAt where in the history it was answered
 * @param messages their numbers, oldest first
 */
record HistoryRead(String member, int begunAt, int endedAt, Ints messages) {

    /** Where in the history each of the messages was given: all at once. */
    Ints places() {
        var places = new Ints();
        for (int i = 0; i < messages.size(); i++) {
            places.add(endedAt);
        }
        return places;
    }
}
