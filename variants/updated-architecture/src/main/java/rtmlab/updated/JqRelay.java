package rtmlab.updated;

import rtmlab.protocol.Job;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.port.EventLog;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.KeyValues;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.shared.UntilDone;
import rtmlab.protocol.variant.Mechanisms;

/** Moves jobs from the durable log to the fast queue. */
final class JqRelay implements Node {

    /** Under which name the relay's place in the log is committed. */
    static final String GROUP = "jq-relay";

    private static final int BATCH = 100;

    private final boolean pushesBeforeItCommits;

    private EventLog log;
    private KeyValues redis;
    private UntilDone untilDone;

    JqRelay(Mechanisms on) {
        this.pushesBeforeItCommits = on.has(UpdatedArchitecture.IN_FLIGHT_RECOVERY);
    }

    @Override
    public void start(Host host) {
        log = host.log();
        redis = host.redis();
        untilDone = new UntilDone(host.clock());
        for (var number = 0; number < log.partitions(); number++) {
            var partition = number;
            host.spawn("relay " + partition, () -> relay(partition));
        }
    }

    private void relay(int partition) {
        var next = untilDone.get(() -> log.committed(GROUP, partition));
        while (true) {
            var from = next;
            for (var record : untilDone.get(() -> log.await(partition, from, BATCH))) {
                next = record.offset() + 1;
                if (pushesBeforeItCommits) {
                    push(record);
                    commit(partition, next); // A crash before this line pushes the job again: at least once.
                } else {
                    commit(partition, next);
                    push(record); // A crash before this line forgets the job: at most once.
                }
            }
        }
    }

    private void push(LogRecord record) {
        var job = new Job(Job.Kind.PERSIST, record.message());
        untilDone.run(() -> redis.lpush(Worker.PENDING, job));
    }

    private void commit(int partition, long next) {
        untilDone.run(() -> log.commit(GROUP, partition, next));
    }
}
