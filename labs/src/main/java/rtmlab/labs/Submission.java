package rtmlab.labs;

/** A student's classes, freshly loaded. */
public interface Submission {

    /**
     * A new object of the student's class {@code lab.NAME}.
     *
     * @throws Unusable when there is no such class, or no object of it can be made
     */
    <T> T create(String name, Class<T> type);

    /** As {@link #create(String, Class)}, by the constructor that takes one thing of this type. */
    <T, A> T create(String name, Class<T> type, Class<A> parameter, A argument);

    /** What a student has to mend before anything can be graded; the message says what and where. */
    final class Unusable extends RuntimeException {

        private static final long serialVersionUID = 1;

        public Unusable(String message) {
            super(message);
        }
    }
}
