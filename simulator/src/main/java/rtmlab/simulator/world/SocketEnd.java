package rtmlab.simulator.world;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.NodeCrash;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Listener;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.simulator.world.Happening.Kind;

/**
 * One end of a WebSocket.
 *
 * <p>Fault model: while the connection lasts, frames arrive once and in order, if late. When an end dies, what it had
 * sent still arrives, unless it was delayed: then it was still in the dead end's buffer; what was sent to it is lost.
 * When the network is cut, what is under way is lost, and both ends notice later. A frame whose sending fails takes the
 * connection along.
 */
final class SocketEnd implements Socket {

    private final Life owner;
    private final World world;
    private final ArrayDeque<Object> inbox = new ArrayDeque<>();
    private @Nullable SocketEnd peer;
    private @Nullable Handler handler;
    /** Whether a task is handling the inbox: one at a time, so that frames stay in order also when it waits. */
    private boolean handling;

    /** Nothing goes out any more. */
    private boolean mute;

    /** Nothing comes in any more: the handler has been told, or is about to be. */
    private boolean closed;

    /** Whether both ends notice when the other falls silent. */
    private final boolean watched;

    /** Closed by its owner, who does not look at what had come in before. */
    private boolean closedByOwner;

    /** When the last of what this end has sent arrives: nothing overtakes it. */
    private long lastArrivalMicros;

    /** What this end has sent and what would arrive after this is lost. */
    private long lostAfterMicros = Long.MAX_VALUE;

    private record Closing(String reason) {}

    private SocketEnd(Life owner, boolean watched) {
        this.owner = owner;
        this.watched = watched;
        this.world = owner.world;
        owner.sockets.add(this);
    }

    /** Connects the two, and has the server's listener see to the new socket; gives back the client's end. */
    static SocketEnd connect(Life client, Life server, Ticket ticket, boolean watched) {
        var clientEnd = new SocketEnd(client, watched);
        var serverEnd = new SocketEnd(server, watched);
        clientEnd.peer = serverEnd;
        serverEnd.peer = clientEnd;
        var listener = server.listener;
        if (listener != null) {
            serverEnd.welcome(listener, ticket);
        }
        return clientEnd;
    }

    private void welcome(Listener listener, Ticket ticket) {
        handling = true;
        owner.group.start("socket opened", () -> {
            try {
                handler = listener.opened(this, ticket);
            } catch (SlackError refusal) {
                close(refusal.word());
            } catch (CallFailed failure) {
                close(failure.reason());
            }
            handleAll();
        });
    }

    /** What arrived before there was a handler is handled now. */
    void handledBy(Handler handler) {
        this.handler = handler;
        if (owner.isDead()) {
            return;
        }
        handleSoon();
    }

    boolean leadsTo(Machine machine) {
        return peer != null && peer.owner.machine == machine;
    }

    @Override
    public void send(Frame frame) {
        var call = world.calls().socketSend(frame.kind());
        var mishap = owner.step(call);
        if (peer != null) {
            world.network().meet(mishap, owner.machine, peer.owner.machine);
        }
        if (mishap == Mishap.FAIL) {
            breakDown();
        }
        if (!mute) {
            transmit(frame, world.sent(owner.machine.name.value(), call.name, frame), mishap == Mishap.DELAY);
        }
        if (mishap == Mishap.CRASH_AFTER) {
            throw owner.crash();
        }
    }

    @Override
    public void close(String reason) {
        owner.requireAlive();
        if (!mute) {
            transmit(new Closing(reason), 0, false);
            mute = true;
            // The other end's good-bye comes back; whatever it had sent before is not looked at any more.
            closed = true;
            closedByOwner = true;
            world.scheduler().after(2 * wayMicros(), () -> putInbox(new Closing(reason)));
        }
    }

    /** The client gave up on this socket before it learned that it is open. */
    void abandon() {
        if (!owner.isDead()) {
            transmit(new Closing("the client is gone"), 0, false);
        }
        mute = true;
        closed = true;
        owner.sockets.remove(this);
    }

    /** The node of this end has died. */
    void ownerDied() {
        mute = true;
        closed = true;
        var other = peer;
        if (other != null) {
            var noticeMicros = wayMicros();
            loseAfter(world.scheduler().nowMicros() + noticeMicros);
            other.loseConnection(noticeMicros);
        }
    }

    /** The network from here to the other end is cut. */
    void cut() {
        var other = peer;
        if (other != null) {
            var now = world.scheduler().nowMicros();
            loseAfter(now - 1);
            other.loseAfter(now - 1);
            loseConnection(world.timing().noticeMicros());
            other.loseConnection(world.timing().noticeMicros());
        }
    }

    /** What is lost stays lost: a later mishap does not bring back what an earlier one took. */
    private void loseAfter(long micros) {
        lostAfterMicros = Math.min(lostAfterMicros, micros);
    }

    /** Its owner is paused: the connection breaks if it is watched. */
    void fallSilent() {
        if (watched) {
            breakDown();
        }
    }

    /** The connection breaks, and both ends notice at once. */
    private void breakDown() {
        var other = peer;
        if (other != null) {
            var noticeMicros = wayMicros();
            loseConnection(noticeMicros);
            other.loseConnection(noticeMicros);
        }
    }

    private void loseConnection(long noticeMicros) {
        if (!mute) {
            mute = true;
            world.scheduler().after(noticeMicros, () -> closeWith(new Closing("the connection was lost")));
        }
    }

    private void transmit(Object item, int message, boolean delayed) {
        var timing = world.timing();
        var now = world.scheduler().nowMicros();
        var usual = now + wayMicros() + (delayed ? timing.delayMicros() : 0);
        lastArrivalMicros = Math.max(usual, lastArrivalMicros);
        var receiver = peer;
        if (receiver != null) {
            world.scheduler().after(lastArrivalMicros - now, () -> receiver.arrive(this, item, message));
        }
    }

    private long wayMicros() {
        var other = peer;
        return other == null
                ? world.timing().networkMicros()
                : world.network().micros(owner.machine, other.owner.machine);
    }

    private void arrive(SocketEnd sender, Object item, int message) {
        if (owner.isDead() || closed || world.scheduler().nowMicros() > sender.lostAfterMicros) {
            return;
        }
        if (item instanceof Closing closing) {
            mute = true;
            closeWith(closing);
        } else {
            if (item instanceof Frame frame) {
                world.arrived(owner.machine.name.value(), world.calls().socketSend(frame.kind()).name, message);
            }
            putInbox(item);
        }
    }

    private void closeWith(Closing closing) {
        if (!closed && !owner.isDead()) {
            closed = true;
            putInbox(closing);
        }
    }

    private void putInbox(Object item) {
        if (!owner.isDead()) {
            inbox.add(item);
            handleSoon();
        }
    }

    private void handleSoon() {
        if (!handling && handler != null && !inbox.isEmpty()) {
            handling = true;
            owner.group.start("socket frames", this::handleAll);
        }
    }

    private void handleAll() {
        try {
            for (var item = inbox.poll(); item != null; item = inbox.poll()) {
                if (handler != null) {
                    handle(handler, item);
                }
            }
        } finally {
            handling = false;
        }
    }

    private void handle(Handler handler, Object item) {
        try {
            switch (item) {
                case Closing(var reason) -> {
                    owner.sockets.remove(this);
                    handler.closed(reason);
                }
                case Frame frame when !closedByOwner -> handler.received(frame);
                default -> {}
            }
        } catch (CallFailed | SlackError failure) {
            world.note(Kind.FAILED, owner.machine.name.value(), "socket", 0, 0, failure.getMessage());
        } catch (NodeCrash crash) {
            throw crash;
        } catch (RuntimeException defect) {
            world.failed(owner.machine.name, "a frame's handler", defect);
        }
    }
}
