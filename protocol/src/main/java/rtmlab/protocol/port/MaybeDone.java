package rtmlab.protocol.port;

/** The call may or may not have had its effect, now or later: a timeout, a lost reply, a connection that broke. */
public final class MaybeDone extends CallFailed {

    private static final long serialVersionUID = 1;

    public MaybeDone(String message) {
        super(message);
    }
}
