package rtmlab.simulator.world;

import java.util.function.Function;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.NotDone;

/** A node's requests to others, and its answers; the fault model is {@link Exchange}'s. */
final class SimulatedHttp implements Http {

    private final Life life;

    SimulatedHttp(Life life) {
        this.life = life;
    }

    @Override
    public <Q extends Record, A extends Record> A call(NodeName to, Endpoint<Q, A> endpoint, Q request) {
        life.requireAlive();
        var world = life.world;
        var called = world.machine(to);
        if (called == null) {
            throw new NotDone("there is no " + to);
        }
        var call = world.calls().http(called.role, endpoint);
        var mishap = life.step(call);
        var pending = new Pending<A>(world.scheduler(), call);
        new Exchange<>(life, called, endpoint, request, call, mishap, pending).send();
        return pending.await();
    }

    @Override
    public <Q extends Record, A extends Record> void serve(Endpoint<Q, A> endpoint, Function<Q, A> handler) {
        life.requireAlive();
        life.handlers.put(endpoint, handler);
    }
}
