package rtmlab.checkers.promise;

import java.util.Arrays;

/** Where each message stands in one view of a channel; one serves all views in turn. */
final class Places {
    static final int ABSENT = -1;

    private final int[] places;

    Places(int messages) {
        places = new int[messages];
        Arrays.fill(places, ABSENT);
    }

    /** Takes the places of this view's messages, each where it stands first. */
    void enter(Ints view) {
        for (int place = view.size() - 1; place >= 0; place--) {
            places[view.get(place)] = place;
        }
    }

    /** Forgets this view's places. */
    void leave(Ints view) {
        for (int place = 0; place < view.size(); place++) {
            places[view.get(place)] = ABSENT;
        }
    }

    int of(Message message) {
        return places[message.number];
    }
}
