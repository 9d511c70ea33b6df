package rtmlab.protocol;

/** Work on a message that nobody waits for: it is queued in Redis and done by a worker. */
public record Job(Kind kind, Message message) {

    /** What is to be done with the message. */
    public enum Kind {
        /** Store it. */
        PERSIST,
        /** Make it searchable. */
        INDEX,
        /** Fetch previews of its links. */
        UNFURL
    }

    /** Kind and arguments: the same work has the same id, so a repeat is recognisable (Slack's job queue). */
    public String id() {
        return kind + ":" + message.channel() + ":" + message.ts();
    }
}
