package rtmlab.simulator.world;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import rtmlab.simulator.choice.Menu;

/** One call of a port by name, such as {@code redis lpush}, and what can happen at it. */
final class Call {

    /** What can happen at a call depends on what sort of call it is. */
    enum Sort {
        HTTP_CALL(
                Mishap.CRASH_BEFORE,
                Mishap.CRASH_AFTER,
                Mishap.LOSE_REPLY,
                Mishap.FAIL,
                Mishap.DELAY,
                Mishap.DELAY_REPLY,
                Mishap.LOSE,
                Mishap.OVERDUE,
                Mishap.PAUSE,
                Mishap.PARTITION,
                Mishap.ONE_WAY_PARTITION),
        /** Whether the answer gets lost or fails: its caller does not know what was done. */
        HTTP_ANSWER(Mishap.CRASH_BEFORE, Mishap.CRASH_AFTER, Mishap.LOSE_REPLY, Mishap.FAIL, Mishap.PAUSE),
        SOCKET_OPEN(
                Mishap.CRASH_BEFORE,
                Mishap.CRASH_AFTER,
                Mishap.LOSE_REPLY,
                Mishap.FAIL,
                Mishap.DELAY,
                Mishap.LOSE,
                Mishap.PAUSE,
                Mishap.PARTITION),
        /** A sent frame has no reply; a single one gets lost only together with its connection. */
        SOCKET_SEND(Mishap.CRASH_BEFORE, Mishap.CRASH_AFTER, Mishap.FAIL, Mishap.DELAY, Mishap.PAUSE, Mishap.PARTITION),
        SERVER_WRITE(
                Mishap.CRASH_BEFORE,
                Mishap.CRASH_AFTER,
                Mishap.LOSE_REPLY,
                Mishap.FAIL,
                Mishap.DELAY,
                Mishap.DELAY_REPLY,
                Mishap.LOSE,
                Mishap.OVERDUE,
                Mishap.PAUSE,
                Mishap.SERVER_RESTART),
        LOG_APPEND(
                Mishap.CRASH_BEFORE,
                Mishap.CRASH_AFTER,
                Mishap.LOSE_REPLY,
                Mishap.FAIL,
                Mishap.DELAY,
                Mishap.DELAY_REPLY,
                Mishap.LOSE,
                Mishap.OVERDUE,
                Mishap.PAUSE,
                Mishap.SERVER_RESTART,
                Mishap.UNCLEAN_ELECTION),
        /** A read that is lost and one that comes too late are the same. */
        SERVER_READ(
                Mishap.CRASH_BEFORE,
                Mishap.CRASH_AFTER,
                Mishap.LOSE_REPLY,
                Mishap.FAIL,
                Mishap.DELAY,
                Mishap.DELAY_REPLY,
                Mishap.LOSE,
                Mishap.PAUSE,
                Mishap.SERVER_RESTART),
        /** Waits at the server until something comes; only then it is a step. */
        SERVER_WAIT(
                Mishap.CRASH_BEFORE,
                Mishap.CRASH_AFTER,
                Mishap.LOSE_REPLY,
                Mishap.FAIL,
                Mishap.DELAY_REPLY,
                Mishap.PAUSE,
                Mishap.SERVER_RESTART),
        /** A write that needs memory, or is taken for one. */
        REDIS_WRITE(
                Mishap.CRASH_BEFORE,
                Mishap.CRASH_AFTER,
                Mishap.LOSE_REPLY,
                Mishap.FAIL,
                Mishap.DELAY,
                Mishap.DELAY_REPLY,
                Mishap.LOSE,
                Mishap.OVERDUE,
                Mishap.PAUSE,
                Mishap.SERVER_RESTART,
                Mishap.RESTART_WITHOUT_MEMORY,
                Mishap.REDIS_FULL),
        REDIS_READ(
                Mishap.CRASH_BEFORE,
                Mishap.CRASH_AFTER,
                Mishap.LOSE_REPLY,
                Mishap.FAIL,
                Mishap.DELAY,
                Mishap.DELAY_REPLY,
                Mishap.LOSE,
                Mishap.PAUSE,
                Mishap.SERVER_RESTART,
                Mishap.RESTART_WITHOUT_MEMORY),
        REDIS_WAIT(
                Mishap.CRASH_BEFORE,
                Mishap.CRASH_AFTER,
                Mishap.LOSE_REPLY,
                Mishap.FAIL,
                Mishap.DELAY_REPLY,
                Mishap.PAUSE,
                Mishap.SERVER_RESTART,
                Mishap.RESTART_WITHOUT_MEMORY,
                Mishap.REDIS_FULL),
        STORE_WRITE(
                Mishap.CRASH_BEFORE,
                Mishap.CRASH_AFTER,
                Mishap.LOSE_REPLY,
                Mishap.FAIL,
                Mishap.DELAY,
                Mishap.DELAY_REPLY,
                Mishap.LOSE,
                Mishap.OVERDUE,
                Mishap.PAUSE,
                Mishap.SERVER_RESTART,
                Mishap.REFUSAL),
        DISK(Mishap.CRASH_BEFORE, Mishap.CRASH_AFTER, Mishap.LOSE_REPLY, Mishap.FAIL, Mishap.PAUSE);

        @SuppressWarnings("ImmutableEnumChecker") // It is never changed; List.copyOf's type does not say so.
        private final List<Mishap> possible;

        Sort(Mishap... possible) {
            this.possible = List.of(possible);
        }
    }

    /** What happens to a process does not happen to a user's client. */
    private static final Set<Mishap> SERVERS_ONLY =
            EnumSet.of(Mishap.CRASH_BEFORE, Mishap.CRASH_AFTER, Mishap.CLOCK_SET_BACK, Mishap.PAUSE);

    /** Small and dense, so that a node can count its calls in an array. */
    final int index;

    final String name;
    private final Options ofServers;
    private final Options ofClients;

    Call(int index, String name, Sort sort, Set<Mishap> allowed) {
        this.index = index;
        this.name = name;
        var both = EnumSet.noneOf(Mishap.class);
        both.addAll(sort.possible);
        both.add(Mishap.CLOCK_SET_BACK); // As every crash, possible everywhere.
        both.retainAll(allowed);
        both.add(Mishap.NONE);
        this.ofServers = Options.of(both);
        var clients = EnumSet.copyOf(both);
        clients.removeAll(SERVERS_ONLY);
        this.ofClients = Options.of(clients);
    }

    Options options(boolean isServer) {
        return isServer ? ofServers : ofClients;
    }

    @Override
    public String toString() {
        return name;
    }

    /** A menu, and the mishap that each of its options is. */
    record Options(Menu menu, List<Mishap> mishaps) {

        static Options of(Set<Mishap> mishaps) {
            var words = new ArrayList<String>();
            mishaps.forEach(mishap -> words.add(mishap.words()));
            return new Options(new Menu(words), List.copyOf(mishaps));
        }

        Mishap mishap(int option) {
            return mishaps.get(option);
        }
    }
}
