package rtmlab.harness.scenario;

/** Where something stands: a file, and its line counted from 1. */
public record Place(String file, int line) {

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
