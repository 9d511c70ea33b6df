package rtmlab.simulator.world;

import java.util.List;
import rtmlab.protocol.Job;
import rtmlab.protocol.port.JobLog;

/** A node's way to the topic of jobs; the fault model is {@link LogServer}'s. */
final class SimulatedJobLog implements JobLog {

    private final Life life;
    private final LogServer server;
    private final Calls calls;

    SimulatedJobLog(Life life, LogServer server) {
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
    public long append(int partition, Job job) {
        var mishap = life.step(calls.jobsAppend);
        return life.ask(
                server,
                calls.jobsAppend,
                mishap,
                () -> server.appendJob(partition, job, mishap != Mishap.UNCLEAN_ELECTION));
    }

    @Override
    public List<Entry> await(int partition, long from, int limit) {
        return WaitingCall.await(
                life,
                server,
                calls.jobsAwait,
                () -> from < server.jobsEnd(partition),
                () -> server.readJobs(partition, from, limit));
    }

    @Override
    public long end(int partition) {
        return life.ask(server, calls.jobsEnd, () -> server.jobsEnd(partition));
    }

    @Override
    public long committed(String group, int partition) {
        return life.ask(server, calls.jobsCommitted, () -> server.committed("jobs " + group, partition));
    }

    @Override
    public void commit(String group, int partition, long next) {
        life.ask(server, calls.jobsCommit, () -> {
            server.commit("jobs " + group, partition, next);
            return true;
        });
    }
}
