package rtmlab.protocol.port;

/** The call certainly had no effect. */
public final class NotDone extends CallFailed {

    private static final long serialVersionUID = 1;

    public NotDone(String message) {
        super(message);
    }
}
