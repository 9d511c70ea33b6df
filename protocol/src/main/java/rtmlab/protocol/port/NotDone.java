package rtmlab.protocol.port;

/** The call certainly had no effect. */
public final class NotDone extends CallFailed {

    private static final long serialVersionUID = 1;

    private final boolean forGood;

    public NotDone(String reason) {
        this(reason, false);
    }

    private NotDone(String reason, boolean forGood) {
        super(reason);
        this.forGood = forGood;
    }

    /** As a refusal that is about what was asked: the same call will be refused whenever it is made again. */
    public static NotDone forGood(String reason) {
        return new NotDone(reason, true);
    }

    /** Whether it is known that trying again cannot help; when it is not known, trying again is right. */
    public boolean isForGood() {
        return forGood;
    }
}
