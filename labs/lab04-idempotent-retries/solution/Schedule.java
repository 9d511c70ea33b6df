package lab;

import rtmlab.labs.api.TwicePlaced;

/** The crash against which the check at the door is no help. */
public final class Schedule implements TwicePlaced {

    @Override
    public String crash() {
        return "crash after web-app-1: log append #2";
    }
}
