package rtmlab.harness.load;

/** Who is told what goes on in a long measurement, and how far it is. */
@FunctionalInterface
public interface News {

    /** Something worth a line of its own. */
    void say(String sentence);

    /**
     * So much of something is done. Told as often as there is something to tell: whoever shows it decides how often.
     *
     * @param what is under way, in a few words
     * @param unit that is counted, such as {@code messages}
     */
    default void reach(String what, String unit, long done, long total) {}
}
