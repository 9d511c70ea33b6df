package rtmlab.protocol.port;

/**
 * Unwinds a task of a node that has just died.
 *
 * <p>An error, so that node code, which never catches {@code Throwable}, cannot act after death; and ports refuse
 * every call of a dead node, so that its {@code finally} blocks cannot either.
 */
public final class NodeCrash extends Error {

    private static final long serialVersionUID = 1;

    public NodeCrash(String message) {
        super(message, null, false, false);
    }
}
