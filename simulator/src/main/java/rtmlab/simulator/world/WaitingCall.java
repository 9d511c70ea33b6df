package rtmlab.simulator.world;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;

/**
 * A call that waits at a server until it can be served: only then it is a step of its node, one step however long it
 * waited. Meanwhile the node is idle.
 */
final class WaitingCall<T> extends ServerCall<T> {

    private final BooleanSupplier ready;

    private WaitingCall(
            Life caller, Server server, Call call, BooleanSupplier ready, Supplier<T> effect, Pending<T> pending) {
        super(caller, server, call, Mishap.NONE, effect, pending);
        this.ready = ready;
    }

    static <T> T await(Life caller, Server server, Call call, BooleanSupplier ready, Supplier<T> effect) {
        caller.requireAlive();
        var pending = new Pending<T>(caller.world.scheduler(), call);
        new WaitingCall<>(caller, server, call, ready, effect, pending).send();
        return pending.await();
    }

    private World world() {
        return caller.world;
    }

    @Override
    void arrive() {
        if (server.isDown()) {
            super.arrive();
        } else {
            server.enqueue(this);
        }
    }

    boolean isObsolete() {
        return caller.isDead() || pending.isSettled();
    }

    boolean isReady() {
        return ready.getAsBoolean();
    }

    void serve() {
        var mishap = caller.machine.take(call);
        meets(mishap);
        switch (mishap) {
            case CRASH_BEFORE -> caller.machine.crash();
            case FAIL -> fail(new NotDone(call + " failed"));
            case SERVER_RESTART -> {
                server.restart();
                fail(new MaybeDone(server.name + " went down"));
            }
            case RESTART_WITHOUT_MEMORY -> {
                world().redis().restartWithoutMemory();
                fail(new MaybeDone(server.name + " went down"));
            }
            case REDIS_FULL -> {
                world().redis().fill();
                carryOut();
            }
            default -> carryOut();
        }
    }
}
