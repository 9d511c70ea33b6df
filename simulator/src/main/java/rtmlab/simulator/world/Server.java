package rtmlab.simulator.world;

import java.util.ArrayList;
import java.util.List;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.simulator.world.Happening.Kind;

/**
 * Kafka, Redis or PostgreSQL: one server that carries out one call at a time.
 *
 * <p>Fault model: it can go down and come back after a while. Calls that reach it while it is down have no effect and
 * fail; those whose answer is under way when it goes down had their effect, and their callers do not learn of it; those
 * that wait at it have no effect, and their callers do not know that. What it keeps is up to each server. For a
 * while it can be slow, or stand still: then calls reach it late.
 */
abstract class Server {

    final World world;
    final String name;
    private final List<WaitingCall<?>> waiting = new ArrayList<>();
    private boolean down;
    private int lives = 1;
    private long slowByMicros;
    private long slowUntilMicros;
    private long heldUntilMicros;
    private Runnable touched = () -> {};
    private Runnable missed = () -> {};

    Server(World world, String name) {
        this.world = world;
        this.name = name;
    }

    /** Forgets what a restart takes. */
    abstract void forget();

    boolean isDown() {
        return down;
    }

    /** Counts the server's lives: an answer from an earlier one never arrives. */
    int life() {
        return lives;
    }

    /** Goes down now, and comes back by itself. */
    void restart() {
        restart(world.timing().restartMicros(), () -> {});
    }

    /** Goes down now for so long; told of every call that it does not carry out, or whose answer dies with it. */
    void restart(long downMicros, Runnable missed) {
        if (down) {
            return;
        }
        down = true;
        this.missed = missed;
        lives++;
        world.note(Kind.SERVER_DOWN, name, "restart", lives, 0, null);
        forget();
        for (var call : List.copyOf(waiting)) {
            call.fail(new MaybeDone(name + " went down"));
        }
        waiting.clear();
        world.scheduler().after(downMicros, this::comeBack);
    }

    /** A call has failed because the server is, or was, down. */
    void hasMissedACall() {
        missed.run();
    }

    /** Each call that sets out in that time takes so much longer; told of every one. */
    void slowDown(long byMicros, long micros, Runnable touched) {
        slowByMicros = byMicros;
        slowUntilMicros = world.scheduler().nowMicros() + micros;
        this.touched = touched;
    }

    /** Stands still for so long, its connections open; told of every call that waits for that. */
    void standStill(long micros, Runnable touched) {
        heldUntilMicros = world.scheduler().nowMicros() + micros;
        this.touched = touched;
        world.scheduler().after(micros, () -> {});
    }

    /** How much longer than usual a call takes that sets out now. */
    long extraMicros() {
        var now = world.scheduler().nowMicros();
        var extra = Math.max(0, heldUntilMicros - now) + (now < slowUntilMicros ? slowByMicros : 0);
        if (extra > 0) {
            touched.run();
        }
        return extra;
    }

    void comeBack() {
        if (down) {
            down = false;
            world.note(Kind.SERVER_UP, name, "restart", lives, 0, null);
        }
    }

    /** The faults are over. */
    void heal() {
        slowUntilMicros = 0;
        heldUntilMicros = 0;
        comeBack();
    }

    /** A call that waits until it can be served. */
    void enqueue(WaitingCall<?> call) {
        waiting.add(call);
        serveWaiting();
    }

    /** To be called whenever something came that somebody may be waiting for; the first in line is served first. */
    void serveWaiting() {
        for (var index = 0; index < waiting.size(); ) {
            var call = waiting.get(index);
            if (call.isObsolete()) {
                waiting.remove(index);
            } else if (call.isReady()) {
                waiting.remove(index);
                call.serve();
                // That may have brought something, taken something, or brought the server down.
                index = 0;
            } else {
                index++;
            }
        }
    }
}
