package lab;

import rtmlab.labs.api.FoundLie;

/** What is wrong in recorded.txt. */
public final class Recorded implements FoundLie {

    @Override
    public String message() {
        return "m8";
    }

    @Override
    public String promise() {
        return "no-lost-ack";
    }

    @Override
    public int line() {
        return 39;
    }
}
