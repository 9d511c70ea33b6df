package rtmlab.simulator.world;

import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.Sockets;

/** A node's WebSockets; the fault model is {@link SocketEnd}'s. */
final class SimulatedSockets implements Sockets {

    private final Life life;

    SimulatedSockets(Life life) {
        this.life = life;
    }

    @Override
    public void serve(Listener listener) {
        life.requireAlive();
        life.listener = listener;
    }

    @Override
    public Socket open(SocketUrl url, Handler handler) {
        return open(url, handler, false);
    }

    @Override
    public Socket openWatched(SocketUrl url, Handler handler) {
        return open(url, handler, true);
    }

    private Socket open(SocketUrl url, Handler handler, boolean watched) {
        life.requireAlive();
        var world = life.world;
        var called = world.machine(url.node());
        if (called == null) {
            throw new NotDone("there is no " + url.node());
        }
        var call = world.calls().socketOpen(called.role);
        var mishap = life.step(call);
        var pending = new Pending<Socket>(world.scheduler(), call);
        new Opening(call, called, url, handler, watched, mishap, pending).send();
        return pending.await();
    }

    /** One WebSocket on its way to being open. */
    private final class Opening {

        private final World world = life.world;
        private final Call call;
        private final Machine called;
        private final SocketUrl url;
        private final Handler handler;
        private final boolean watched;
        private final Mishap mishap;
        private final Pending<Socket> pending;

        Opening(
                Call call,
                Machine called,
                SocketUrl url,
                Handler handler,
                boolean watched,
                Mishap mishap,
                Pending<Socket> pending) {
            this.call = call;
            this.called = called;
            this.url = url;
            this.handler = handler;
            this.watched = watched;
            this.mishap = mishap;
            this.pending = pending;
        }

        void send() {
            var timing = world.timing();
            var wayMicros = world.network().micros(life.machine, called);
            world.network().meet(mishap, life.machine, called);
            var message = world.sent(life.machine.name.value(), call.name, url);
            pending.giveUpAfter(timing.connectTimeoutMicros());
            switch (mishap) {
                case FAIL -> back(() -> pending.fail(new NotDone(call + " failed")));
                case LOSE -> {} // The time runs up.
                case DELAY -> world.scheduler().after(wayMicros + timing.delayMicros(), () -> arrive(message));
                default -> world.scheduler().after(wayMicros, () -> arrive(message));
            }
        }

        private void arrive(int message) {
            // A connection needs both ways.
            if (world.network().isCut(life.machine, called) || world.network().isCut(called, life.machine)) {
                return;
            }
            world.arrived(called.name.value(), call.name, message);
            var server = called.life();
            if (server == null || server.listener == null || life.isDead()) {
                back(() -> pending.fail(new NotDone(called.name + " refuses connections")));
                return;
            }
            var end = SocketEnd.connect(life, server, url.ticket(), watched);
            back(() -> opened(end));
        }

        private void opened(SocketEnd end) {
            if (mishap == Mishap.CRASH_AFTER) {
                if (!life.isDead()) {
                    life.machine.crash();
                }
            } else if (mishap == Mishap.LOSE_REPLY || pending.isSettled()) {
                end.abandon();
                pending.fail(new MaybeDone(call + ": the reply was lost"));
            } else {
                end.handledBy(handler);
                pending.settle(end);
            }
        }

        private void back(Runnable outcome) {
            world.scheduler().after(world.network().micros(called, life.machine), outcome);
        }
    }
}
