package lab;

import rtmlab.labs.api.TwicePlaced;

/** The crash against which the check at the door is no help. */
public final class Schedule implements TwicePlaced {

    @Override
    public String crash() {
        return ""; // Such as "crash before web-app-1: http answer /api/chat.postMessage #1".
    }
}
