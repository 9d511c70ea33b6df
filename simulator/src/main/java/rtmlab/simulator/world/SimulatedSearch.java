package rtmlab.simulator.world;

import java.util.List;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.port.SearchIndex;

/** A node's way to the words of messages in PostgreSQL; the fault model is {@link DatabaseServer}'s. */
final class SimulatedSearch implements SearchIndex {

    private final Life life;
    private final DatabaseServer server;
    private final Calls calls;

    SimulatedSearch(Life life, DatabaseServer server) {
        this.life = life;
        this.server = server;
        this.calls = life.world.calls();
    }

    @Override
    public void index(Message message) {
        life.ask(server, calls.searchIndex, () -> {
            server.messages.index(message);
            return true;
        });
    }

    @Override
    public Found find(List<ChannelId> channels, String query, int skip, int limit) {
        return life.ask(server, calls.searchFind, () -> server.messages.find(channels, query, skip, limit));
    }
}
