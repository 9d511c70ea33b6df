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
 * that wait at it have no effect, and their callers do not know that. What it keeps is up to each server.
 */
abstract class Server {

    final World world;
    final String name;
    private final List<WaitingCall<?>> waiting = new ArrayList<>();
    private boolean down;
    private int lives = 1;

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
        if (down) {
            return;
        }
        down = true;
        lives++;
        world.note(Kind.SERVER_DOWN, name, "restart", lives, 0, null);
        forget();
        for (var call : List.copyOf(waiting)) {
            call.fail(new MaybeDone(name + " went down"));
        }
        waiting.clear();
        world.scheduler().after(world.timing().restartMicros(), this::comeBack);
    }

    void comeBack() {
        if (down) {
            down = false;
            world.note(Kind.SERVER_UP, name, "restart", lives, 0, null);
        }
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
