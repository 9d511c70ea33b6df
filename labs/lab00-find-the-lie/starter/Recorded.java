package lab;

import rtmlab.labs.api.FoundLie;

/** What is wrong in recorded.txt. */
public final class Recorded implements FoundLie {

    @Override
    public String message() {
        return ""; // Such as "m3".
    }

    @Override
    public String promise() {
        return ""; // Such as "no-lost-ack".
    }

    @Override
    public int line() {
        return 0; // The number before the sentence.
    }
}
