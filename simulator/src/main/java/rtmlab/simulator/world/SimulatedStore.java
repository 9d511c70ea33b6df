package rtmlab.simulator.world;

import java.util.List;
import java.util.SortedMap;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Link;
import rtmlab.protocol.Message;
import rtmlab.protocol.ReadMark;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
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
            server.messages.insert(message);
            return true;
        });
    }

    @Override
    public void insertOnce(Message message) {
        life.ask(server, calls.storeInsertOnce, () -> {
            server.messages.insertOnce(message);
            return true;
        });
    }

    @Override
    public Message insertFirst(Message message) {
        return life.ask(server, calls.storeInsertFirst, () -> server.messages.insertFirst(message));
    }

    @Override
    public List<Message> history(ChannelId channel, Ts after, Ts before, int limit) {
        return life.ask(server, calls.storeHistory, () -> server.messages.history(channel, after, before, limit));
    }

    @Override
    public List<Integer> unread(UserId reader, List<ReadMark> marks) {
        return life.ask(server, calls.storeUnread, () -> server.messages.unread(reader, marks));
    }

    @Override
    public void addLinks(Message message, List<Link> links) {
        life.ask(server, calls.storeAddLinks, () -> {
            server.messages.addLinks(message, links);
            return true;
        });
    }

    @Override
    public SortedMap<Ts, List<Link>> links(ChannelId channel, Ts after, Ts before) {
        return life.ask(server, calls.storeLinks, () -> server.messages.links(channel, after, before));
    }
}
