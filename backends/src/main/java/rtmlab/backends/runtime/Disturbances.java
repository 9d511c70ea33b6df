package rtmlab.backends.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NodeCrash;

/**
 * What is wrong around one node, as somebody outside has it: ways to other nodes that are cut or slow, a disk without
 * room, a node that takes no notice of anything. Whatever of its calls and frames meets that is counted.
 *
 * <p>Each way is seen to by the node that calls or opens the WebSocket, for both directions: whoever cuts the network
 * between two nodes tells both of them.
 */
public final class Disturbances {

    /**
     * What becomes of what goes to one other node, and of what comes from there.
     *
     * @param delayMillis each way
     */
    public record Way(boolean outCut, boolean inCut, long delayMillis) {

        static final Way CLEAR = new Way(false, false, 0);

        boolean isCut() {
            return outCut || inCut;
        }
    }

    /**
     * Everything at once; a new state replaces the old one.
     *
     * @param deaf what comes in is left lying where it is, and calls do not go out, as of a process that stands still
     */
    public record State(Map<String, Way> ways, boolean diskFull, boolean deaf) {

        public static final State CALM = new State(Map.of(), false, false);

        public State {
            ways = Map.copyOf(new TreeMap<>(ways));
        }

        /** As one line: {@code disk-full web-app-1=out,in,200}; reads back with {@link #parse}. */
        public String line() {
            var line = new StringBuilder(diskFull ? "disk-full" : "disk-ok").append(deaf ? " deaf" : " hears");
            new TreeMap<>(ways)
                    .forEach((node, way) -> line.append(' ')
                            .append(node)
                            .append('=')
                            .append(way.outCut() ? "out" : "-")
                            .append(',')
                            .append(way.inCut() ? "in" : "-")
                            .append(',')
                            .append(way.delayMillis()));
            return line.toString();
        }

        public static State parse(String line) {
            var words = line.split(" ", -1);
            var ways = new TreeMap<String, Way>();
            for (var at = 2; at < words.length; at++) {
                var node = words[at].substring(0, words[at].indexOf('='));
                var parts = words[at].substring(node.length() + 1).split(",", -1);
                ways.put(node, new Way(parts[0].equals("out"), parts[1].equals("in"), Long.parseLong(parts[2])));
            }
            return new State(ways, words[0].equals("disk-full"), words[1].equals("deaf"));
        }
    }

    private final AtomicLong touched = new AtomicLong();
    private final AtomicLong clockReads = new AtomicLong();
    private final CopyOnWriteArrayList<Consumer<NodeName>> onCut = new CopyOnWriteArrayList<>();
    private volatile State state = State.CALM;
    private volatile Function<NodeName, Duration> distances = _ -> Duration.ZERO;

    public synchronized void set(State next) {
        var before = state;
        state = next;
        next.ways().forEach((node, way) -> {
            if (way.isCut() && !before.ways().getOrDefault(node, Way.CLEAR).isCut()) {
                var peer = new NodeName(node);
                onCut.forEach(listener -> listener.accept(peer));
            }
        });
        notifyAll();
    }

    public State state() {
        return state;
    }

    void clockIsRead() {
        clockReads.incrementAndGet();
    }

    /** How many calls, frames and connections were delayed, refused or lost so far. */
    public long touched() {
        return touched.get();
    }

    /** How often the node has looked at its clock so far. */
    public long clockReads() {
        return clockReads.get();
    }

    /** Told when the way to a node is cut that was not. */
    public void onCut(Consumer<NodeName> listener) {
        onCut.add(listener);
    }

    /** The way to a node now. */
    public Way way(NodeName to) {
        return state.ways().getOrDefault(to.value(), Way.CLEAR);
    }

    /** How far other nodes are, as the map has it: no disturbance, but on the same ways. */
    void distances(Function<NodeName, Duration> distances) {
        this.distances = distances;
    }

    /** How much longer one way to that node is than to a neighbour. */
    public long distanceMillis(NodeName to) {
        return distances.apply(to).toMillis();
    }

    /** To be called for whatever was delayed, refused or lost. */
    public void touch() {
        touched.incrementAndGet();
    }

    /** Whether there is no room on the disk for what the node is about to write; counts. */
    public boolean refusesWrite() {
        if (state.diskFull()) {
            touch();
            return true;
        }
        return false;
    }

    /** Makes a call with what is wrong on its way: what is cut off gets no answer within the caller's patience. */
    public <T> T around(NodeName to, Duration patience, Supplier<T> call) {
        awaitHearing();
        if (state.ways().isEmpty() && distanceMillis(to) == 0) {
            var answer = call.get();
            if (way(to).inCut()) {
                throw lost(to, patience, System.nanoTime());
            }
            return answer;
        }
        var began = System.nanoTime();
        var way = way(to);
        if (way.outCut()) {
            throw lost(to, patience, began);
        }
        delay(way);
        sleep(Duration.ofMillis(distanceMillis(to)));
        T answer;
        try {
            answer = call.get();
        } catch (RuntimeException failure) {
            // What the other side had to say did not come through, whatever it was.
            if (way(to).inCut()) {
                throw lost(to, patience, began);
            }
            throw failure;
        }
        if (way(to).inCut()) {
            throw lost(to, patience, began);
        }
        delay(way);
        sleep(Duration.ofMillis(distanceMillis(to)));
        return answer;
    }

    /** Returns when the node takes notice of what comes in. */
    public void awaitHearing() {
        if (!state.deaf()) {
            return;
        }
        touch();
        try {
            synchronized (this) {
                while (state.deaf()) {
                    wait();
                }
            }
        } catch (InterruptedException _) {
            throw closed();
        }
    }

    /** When the caller's patience has ended. */
    private MaybeDone lost(NodeName to, Duration patience, long beganNanos) {
        touch();
        sleep(patience.minusNanos(System.nanoTime() - beganNanos));
        return new MaybeDone("no answer from " + to + " in time");
    }

    private void delay(Way way) {
        if (way.delayMillis() > 0) {
            touch();
            sleep(Duration.ofMillis(way.delayMillis()));
        }
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException _) {
            throw closed();
        }
    }

    private static NodeCrash closed() {
        return new NodeCrash("the node was closed while it waited");
    }
}
