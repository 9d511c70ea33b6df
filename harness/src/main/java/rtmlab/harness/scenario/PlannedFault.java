package rtmlab.harness.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rtmlab.simulator.world.Mishap;

/**
 * Something that is to go wrong in a scenario.
 *
 * <p>A target is a node ({@code web-app-1}), a role ({@code web-app}: each node of it), a server ({@code kafka},
 * {@code redis}, {@code postgres}), a user, whose client it then is, or, where a network is cut or slow, a region: all who
 * stand there.
 */
public sealed interface PlannedFault {

    Place place();

    /** The variants, or architectures, in which it happens; empty for all. */
    List<String> in();

    /** What can be written below {@code faults}, and the mishap that it is, where it strikes at a step. */
    static Map<String, Optional<Mishap>> keys() {
        return FaultReader.keys();
    }

    /** As it was written, in short: {@code kill web-app-1}. */
    String label();

    /** At a step of a node, or at the first such step of any node of a role: the worlds count its occurrences. */
    record AtStep(Place place, List<String> in, Mishap mishap, String node, String call, int occurrence)
            implements PlannedFault {
        @Override
        public String label() {
            return mishap.words() + " " + node + ": " + call + " #" + occurrence;
        }
    }

    /** At a moment, seen from the beginning of the workload. */
    sealed interface Timed extends PlannedFault {
        Span span();

        default When at() {
            return span().at();
        }

        default Duration duration() {
            return span().duration();
        }

        @Override
        default Place place() {
            return span().place();
        }

        @Override
        default List<String> in() {
            return span().in();
        }
    }

    /**
     * When it happens, to which variants, and where that is written.
     *
     * @param duration how long it lasts, or how long it takes until what was killed is started again
     */
    record Span(Place place, List<String> in, When at, Duration duration) {}

    /** A moment between these two, picked by the seed of the run. */
    record When(Duration from, Duration to) {
        @Override
        public String toString() {
            return from.equals(to) ? Words.of(from) : Words.of(from) + " to " + Words.of(to);
        }
    }

    /** {@code kill -9}, and a new start; whether it is a Redis that comes back with nothing in its memory. */
    record Kill(Span span, String target, boolean losesMemory) implements Timed {
        @Override
        public String label() {
            return "kill " + target + (losesMemory ? ", memory lost" : "");
        }
    }

    /** Asked to end in good order, and started anew, as a deployment does. */
    record Stop(Span span, String target) implements Timed {
        @Override
        public String label() {
            return "stop " + target;
        }
    }

    /** Stands still, connections open. */
    record Pause(Span span, String target) implements Timed {
        @Override
        public String label() {
            return "pause " + target;
        }
    }

    /** The network between two is cut; one way: what the second says does not reach the first. */
    record Partition(Span span, String one, String other, boolean oneWay) implements Timed {
        @Override
        public String label() {
            return (oneWay ? "one-way partition of " : "partition of ") + one + " and " + other;
        }
    }

    /** The network between two is slow, both ways. */
    record Delay(Span span, String one, String other, Duration by) implements Timed {
        @Override
        public String label() {
            return "delay of " + Words.of(by) + " between " + one + " and " + other;
        }
    }

    /** A server is slow to answer. */
    record Slow(Span span, String server, Duration by) implements Timed {
        @Override
        public String label() {
            return "slow " + server + ", by " + Words.of(by);
        }
    }

    /** No room is left: Redis's memory, or a node's disk. */
    record Fill(Span span, String target) implements Timed {
        @Override
        public String label() {
            return target.equals("redis") ? "fill redis" : "fill the disk of " + target;
        }
    }

    /** A node's clock is ahead, or, by a negative time, behind; all through the run. */
    record Skew(Place place, List<String> in, String target, Duration by) implements PlannedFault {
        @Override
        public String label() {
            return "clock of " + target + " off by " + Words.of(by);
        }
    }

    /** A user's connection breaks, or everybody's; clients reconnect by themselves. */
    record Disconnect(Span span, String user) implements Timed {
        @Override
        public String label() {
            return "disconnect " + user;
        }
    }
}
