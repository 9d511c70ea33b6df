package lab;

import rtmlab.labs.api.FoundLie;

/** What is wrong in history.txt. */
public final class Answer implements FoundLie {

    @Override
    public String message() {
        return "m7";
    }

    @Override
    public String promise() {
        return "integrity";
    }

    @Override
    public int line() {
        return 94;
    }
}
