package rtmlab.simulator.world;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import rtmlab.protocol.port.CrashPoint;

/** What can happen at a step instead of the usual: at most one of these, the usual being {@link #NONE}. */
public enum Mishap {
    NONE("nothing at"),

    /** The node dies and the call has no effect. */
    CRASH_BEFORE(CrashPoint.Fault.CRASH_BEFORE.words()),
    /** The call has its effect and the node dies before it learns of it. */
    CRASH_AFTER(CrashPoint.Fault.CRASH_AFTER.words()),
    /** The call has its effect, and the caller is told that perhaps it has. */
    LOSE_REPLY(CrashPoint.Fault.LOSE_REPLY.words()),
    /** The call has no effect, and the caller is told so. A frame that fails to be sent takes its connection along. */
    FAIL(CrashPoint.Fault.FAIL.words()),

    /** The request takes long: others overtake it. Frames of one socket stay in order behind a delayed one. */
    DELAY("delay of"),
    /** The effect comes as usual, the reply takes long. */
    DELAY_REPLY("delayed reply of"),
    /** The call never gets there, and nobody hears of it: the caller's time runs up. */
    LOSE("loss of"),
    /** The caller's time runs up, and only after that does the call have its effect. */
    OVERDUE("overdue"),

    /** The node stands still for a while, as under SIGSTOP; its connections stay open. */
    PAUSE("pause at"),
    /** The network between the caller and the called is cut for a while, both ways. */
    PARTITION("partition at"),
    /** What the called says does not reach the caller for a while; what the caller says arrives. */
    ONE_WAY_PARTITION("one-way partition at"),

    /** The server that is called (Kafka, Redis, PostgreSQL) goes down at this moment, and comes back after a while. */
    SERVER_RESTART("server restart at"),
    /** Redis goes down at this moment, and comes back with nothing in its memory. */
    RESTART_WITHOUT_MEMORY("restart without memory at"),
    /** From this moment on Redis has no memory left, for a while. */
    REDIS_FULL("full memory at"),
    /** The log's leader acknowledges, dies before it replicates, and a replica without the record takes over. */
    UNCLEAN_ELECTION("unclean election after"),
    /** The database will never take this, and says so. */
    REFUSAL("refusal for good of"),
    /** The node dies before the effect, and while it is down its clock is set back by more than that takes. */
    CLOCK_SET_BACK("crash and clock set back before");

    private final String words;

    Mishap(String words) {
        this.words = words;
    }

    /** As it stands in front of a step's address. */
    public String words() {
        return words;
    }

    /** The mishap with these words. */
    public static Optional<Mishap> of(String words) {
        return Arrays.stream(values())
                .skip(1)
                .filter(mishap -> mishap.words.equals(words))
                .findFirst();
    }

    /** The same as one of the faults that can be struck in both worlds, if it is one. */
    public Optional<CrashPoint.Fault> fault() {
        return Arrays.stream(CrashPoint.Fault.values())
                .filter(fault -> fault.words().equals(words))
                .findFirst();
    }

    /** The two ways to crash. */
    public static Set<Mishap> crashes() {
        return Collections.unmodifiableSet(EnumSet.of(CRASH_BEFORE, CRASH_AFTER));
    }

    /** The four that real processes can be held to as well. */
    public static Set<Mishap> faults() {
        return Collections.unmodifiableSet(EnumSet.range(CRASH_BEFORE, FAIL));
    }

    /** Faults, and whatever the network can do to one message. */
    public static Set<Mishap> faultsAndDelays() {
        return Collections.unmodifiableSet(EnumSet.range(CRASH_BEFORE, OVERDUE));
    }

    /** Everything, with a log that answers when every in-sync replica has the record. */
    public static Set<Mishap> all() {
        return Collections.unmodifiableSet(EnumSet.range(CRASH_BEFORE, REDIS_FULL));
    }

    /** These, and clocks that are set back while their node is down. */
    public static Set<Mishap> withClocksSetBack(Set<Mishap> others) {
        var all = EnumSet.of(CLOCK_SET_BACK);
        all.addAll(others);
        return Collections.unmodifiableSet(all);
    }

    /** These and the loss of acknowledged records: a log whose leader answers alone, with unclean election. */
    public static Set<Mishap> withUncleanElection(Set<Mishap> others) {
        var all = EnumSet.of(UNCLEAN_ELECTION);
        all.addAll(others);
        return Collections.unmodifiableSet(all);
    }
}
