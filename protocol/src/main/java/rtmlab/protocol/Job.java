package rtmlab.protocol;

/**
 * Work on a message that nobody waits for: it stands in the log, is queued in Redis and done by a worker.
 *
 * @param argument what else the work needs, such as the user to be notified; empty when it needs nothing
 */
public record Job(Kind kind, Message message, String argument) {

    /** What is to be done with the message. */
    public enum Kind {
        /** Store it. */
        PERSIST,
        /** Make it searchable. */
        INDEX,
        /** Look for mentions and links in it, and enqueue what they ask for. */
        PARSE,
        /** Tell the user that is the argument of having been mentioned. */
        NOTIFY,
        /** Note what to show for its links. */
        UNFURL
    }

    public Job(Kind kind, Message message) {
        this(kind, message, "");
    }

    /** The id of the job of this kind that a message itself asks for. */
    public static String idOf(Kind kind, ChannelId channel, Ts message) {
        return kind + ":" + channel + ":" + message;
    }

    /** Kind and arguments: the same work has the same id, so a repeat is recognisable (Slack's job queue). */
    public String id() {
        var id = idOf(kind, message.channel(), message.ts());
        return argument.isEmpty() ? id : id + ":" + argument;
    }
}
