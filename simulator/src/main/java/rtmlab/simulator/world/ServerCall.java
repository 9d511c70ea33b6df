package rtmlab.simulator.world;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;
import rtmlab.simulator.world.Happening.Kind;

/** One call of a server: there, its effect, and back. What was sent arrives also when the caller has died since. */
class ServerCall<T extends @Nullable Object> {

    final Life caller;
    final Server server;
    final Call call;
    final Supplier<T> effect;
    final Pending<T> pending;
    private final World world;
    private Mishap mishap;
    private int message;
    private int serverLife;

    ServerCall(Life caller, Server server, Call call, Mishap mishap, Supplier<T> effect, Pending<T> pending) {
        this.caller = caller;
        this.server = server;
        this.call = call;
        this.mishap = mishap;
        this.effect = effect;
        this.pending = pending;
        this.world = caller.world;
    }

    void send() {
        var timing = world.timing();
        message = world.sent(caller.machine.name.value(), call.name, null);
        switch (mishap) {
            case FAIL -> world.scheduler().after(timing.serverMicros(), () -> fail(notDone(" failed")));
            case LOSE -> pending.giveUpAfter(timing.timeoutMicros());
            case OVERDUE -> {
                pending.giveUpAfter(timing.timeoutMicros());
                world.scheduler().after(timing.timeoutMicros() + timing.delayMicros(), this::arrive);
            }
            case DELAY -> world.scheduler().after(timing.serverMicros() + timing.delayMicros(), this::arrive);
            case SERVER_RESTART -> {
                server.restart();
                world.scheduler().after(timing.serverMicros(), this::arrive);
            }
            case RESTART_WITHOUT_MEMORY -> {
                world.redis().restartWithoutMemory();
                world.scheduler().after(timing.serverMicros(), this::arrive);
            }
            case REDIS_FULL -> {
                world.redis().fill();
                world.scheduler().after(timing.serverMicros(), this::arrive);
            }
            case REFUSAL ->
                world.scheduler().after(timing.serverMicros(), () -> fail(NotDone.forGood(call + " is refused")));
            default -> world.scheduler().after(timing.serverMicros() + server.extraMicros(), this::arrive);
        }
    }

    void arrive() {
        world.arrived(server.name, call.name, message);
        if (server.isDown()) {
            server.hasMissedACall();
            world.scheduler().after(world.timing().serverMicros(), () -> fail(notDone(": the server is down")));
            return;
        }
        carryOut();
        server.serveWaiting();
    }

    /** The effect, and the way back. */
    void carryOut() {
        serverLife = server.life();
        T result;
        try {
            result = effect.get();
        } catch (RuntimeException refused) {
            answer(() -> fail(refused));
            return;
        }
        answer(() -> {
            returned(result);
            pending.settle(result);
        });
    }

    /** As from here on this happened at the step: for a call whose step is taken at the server. */
    void meets(Mishap mishap) {
        this.mishap = mishap;
    }

    private void answer(Runnable outcome) {
        var delay = mishap == Mishap.DELAY_REPLY ? world.timing().delayMicros() : 0;
        world.scheduler().after(world.timing().serverMicros() + delay, () -> arriveBack(outcome));
    }

    private void arriveBack(Runnable outcome) {
        if (mishap == Mishap.CRASH_AFTER) {
            if (!caller.isDead()) {
                caller.machine.crash();
            }
        } else if (mishap == Mishap.LOSE_REPLY) {
            fail(new MaybeDone(call + ": the reply was lost"));
        } else if (server.life() != serverLife) {
            server.hasMissedACall();
            fail(new MaybeDone(call + ": the server went down"));
        } else {
            outcome.run();
        }
    }

    void fail(RuntimeException failure) {
        returned(failure.getMessage());
        pending.fail(failure);
    }

    private NotDone notDone(String why) {
        return new NotDone(call + why);
    }

    private void returned(@Nullable Object result) {
        if (!caller.isDead()) {
            world.note(Kind.RETURNED, caller.machine.name.value(), call.name, 0, message, result);
        }
    }
}
