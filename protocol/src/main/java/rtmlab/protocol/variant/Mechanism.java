package rtmlab.protocol.variant;

/**
 * A named part of an architecture that can be switched on and off, to see which promise it keeps.
 *
 * @param name as on the command line, such as {@code CLIENT_MESSAGE_ID}
 * @param purpose what it does, in one sentence
 * @param guardsPromise whether some promise breaks without it; a limit guards the servers alone, a shortcut saves time
 * @param on what {@code NAME=} is followed by on the command line to switch it on
 * @param off … and off
 */
public record Mechanism(
        String name, String purpose, boolean onByDefault, boolean guardsPromise, String on, String off) {

    /** The name of the one mechanism that is the log's; see {@link Mechanisms#leaderAnswersAlone}. */
    public static final String ACKS_ALL = "ACKS_ALL";

    public Mechanism(String name, String purpose, boolean onByDefault) {
        this(name, purpose, onByDefault, true, "on", "off");
    }

    /** One that limits what may be asked of the servers, off by default. */
    public static Mechanism limit(String name, String purpose) {
        return new Mechanism(name, purpose, false, false, "on", "off");
    }

    /** One that makes things faster, on by default, and of which no promise depends. */
    public static Mechanism shortcut(String name, String purpose) {
        return new Mechanism(name, purpose, true, false, "on", "off");
    }

    /** One of two ways to do the same: it is on when it is done the first way, which is the default. */
    public static Mechanism choice(String name, String first, String second, String purpose) {
        return new Mechanism(name, purpose, true, true, first, second);
    }

    public Mechanism {
        if (!name.matches("[A-Z][A-Z_]*")) {
            throw new IllegalArgumentException("a mechanism is called like CLIENT_MESSAGE_ID, not \"" + name + '"');
        }
    }
}
