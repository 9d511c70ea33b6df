package rtmlab.simulator.world;

import java.util.List;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Post;
import rtmlab.protocol.port.EventLog;

/** A node's way to Kafka; the fault model is {@link LogServer}'s. */
final class SimulatedLog implements EventLog {

    private final Life life;
    private final LogServer server;
    private final Calls calls;

    SimulatedLog(Life life, LogServer server) {
        this.life = life;
        this.server = server;
        this.calls = life.world.calls();
    }

    @Override
    public int partitions() {
        life.requireAlive();
        return server.partitions();
    }

    @Override
    public LogRecord append(Post post) {
        var partition = partitionOf(post.channel());
        var mishap = life.step(calls.logAppend);
        return life.ask(
                server,
                calls.logAppend,
                mishap,
                () -> server.append(partition, post, mishap != Mishap.UNCLEAN_ELECTION));
    }

    @Override
    public List<LogRecord> read(int partition, long from, int limit) {
        return life.ask(server, calls.logRead, () -> server.read(partition, from, limit));
    }

    @Override
    public List<LogRecord> await(int partition, long from, int limit) {
        return WaitingCall.await(
                life,
                server,
                calls.logAwait,
                () -> server.hasFrom(partition, from),
                () -> server.read(partition, from, limit));
    }

    @Override
    public long end(int partition) {
        return life.ask(server, calls.logEnd, () -> server.end(partition));
    }

    @Override
    public long committed(String group, int partition) {
        return life.ask(server, calls.logCommitted, () -> server.committed(group, partition));
    }

    @Override
    public void commit(String group, int partition, long next) {
        life.ask(server, calls.logCommit, () -> {
            server.commit(group, partition, next);
            return true;
        });
    }
}
