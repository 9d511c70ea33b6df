package rtmlab.protocol.variant;

/**
 * A way in which clients' sessions start, to be plugged into any architecture; found by {@link java.util.ServiceLoader}.
 */
public interface Bootstrap {

    /** As on the command line, such as {@code flannel}. */
    String name();

    /** What it is, in one sentence. */
    String summary();

    /** The same architecture with its sessions started this way, called by both names: {@code initial+flannel}. */
    Architecture into(Architecture architecture);
}
