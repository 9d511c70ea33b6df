package rtmlab.simulator.world;

import java.util.List;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.MessageStore;

/** A node's way to the messages in PostgreSQL; the fault model is {@link DatabaseServer}'s. */
final class SimulatedStore implements MessageStore {

    private final Life life;
    private final DatabaseServer server;
    private final Calls calls;

    SimulatedStore(Life life, DatabaseServer server) {
        this.life = life;
        this.server = server;
        this.calls = life.world.calls();
    }

    @Override
    public void insert(Message message) {
        life.ask(server, calls.storeInsert, () -> {
            server.insert(message);
            return true;
        });
    }

    @Override
    public void insertOnce(Message message) {
        life.ask(server, calls.storeInsertOnce, () -> {
            server.insertOnce(message);
            return true;
        });
    }

    @Override
    public List<Message> history(ChannelId channel, Ts after, Ts before, int limit) {
        return life.ask(server, calls.storeHistory, () -> server.history(channel, after, before, limit));
    }
}
