package lab;

import rtmlab.labs.api.TwicePlaced;

/** Between the check and the append: nothing is lost, and nothing doubled. */
public final class Schedule implements TwicePlaced {

    @Override
    public String crash() {
        return "crash before web-app-1: log append #1";
    }
}
