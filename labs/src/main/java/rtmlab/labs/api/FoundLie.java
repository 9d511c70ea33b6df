package rtmlab.labs.api;

/** A promise that was broken in a history, and where one sees it. */
public interface FoundLie {

    /** The id of the message that it is about, such as {@code m3}. */
    String message();

    /**
     * The name of the promise: {@code no-lost-ack}, {@code delivery}, {@code agreement}, {@code integrity},
     * {@code total-order}, {@code sender-order} or {@code idempotent-retries}.
     */
    String promise();

    /** The number of the line that cannot stand beside the others: the promise that was not kept, or the breach itself. */
    int line();
}
