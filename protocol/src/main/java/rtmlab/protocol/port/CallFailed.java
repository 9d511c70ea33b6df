package rtmlab.protocol.port;

/**
 * A port call that did not succeed, and what is known of its effect.
 *
 * <p>Where it leaves an HTTP handler, the caller gets Slack's {@code fatal_error}, which says that some of it may have
 * happened: a handler that knows better says so itself with a {@link SlackError}.
 */
public abstract sealed class CallFailed extends RuntimeException permits NotDone, MaybeDone {

    private static final long serialVersionUID = 1;

    private final String reason;

    CallFailed(String reason) {
        // No stack trace: failures are everyday results here, and the simulator makes millions of them.
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** What went wrong, in a few words. */
    public String reason() {
        return reason;
    }
}
