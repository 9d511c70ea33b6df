package rtmlab.updated;

import java.util.List;
import java.util.stream.Stream;
import rtmlab.protocol.Job;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.port.EventLog;
import rtmlab.protocol.port.JobLog;
import rtmlab.protocol.port.JobQueue.Queued;

/** A topic as a relay sees it: records in partitions, each asking for some jobs. */
sealed interface JobSource {

    String topic();

    int partitions();

    /** What the records of a partition from this offset on ask for; waits until there is one. */
    Batch await(int partition, long from, int limit);

    long committed(int partition);

    void commit(int partition, long next);

    /**
     * The jobs of some records.
     *
     * @param next the offset after the last of these records
     */
    record Batch(List<Queued> jobs, long next) {}

    /** The messages: each asks to be stored, indexed and parsed. */
    record Messages(EventLog log) implements JobSource {

        private static final List<Job.Kind> KINDS = List.of(Job.Kind.PERSIST, Job.Kind.INDEX, Job.Kind.PARSE);

        @Override
        public String topic() {
            return "messages";
        }

        @Override
        public int partitions() {
            return log.partitions();
        }

        @Override
        public Batch await(int partition, long from, int limit) {
            var records = log.await(partition, from, limit);
            var jobs = records.stream().flatMap(this::jobs).toList();
            return new Batch(jobs, records.getLast().offset() + 1);
        }

        private Stream<Queued> jobs(LogRecord record) {
            return KINDS.stream()
                    .map(kind ->
                            new Queued(new Job(kind, record.message()), topic(), record.partition(), record.offset()));
        }

        @Override
        public long committed(int partition) {
            return log.committed(JqRelay.GROUP, partition);
        }

        @Override
        public void commit(int partition, long next) {
            log.commit(JqRelay.GROUP, partition, next);
        }
    }

    /** The jobs that came through a {@link Kafkagate}. */
    record Jobs(JobLog log) implements JobSource {

        @Override
        public String topic() {
            return Kafkagate.JOBS;
        }

        @Override
        public int partitions() {
            return log.partitions();
        }

        @Override
        public Batch await(int partition, long from, int limit) {
            var entries = log.await(partition, from, limit);
            var jobs = entries.stream()
                    .map(entry -> new Queued(entry.job(), topic(), partition, entry.offset()))
                    .toList();
            return new Batch(jobs, entries.getLast().offset() + 1);
        }

        @Override
        public long committed(int partition) {
            return log.committed(JqRelay.GROUP, partition);
        }

        @Override
        public void commit(int partition, long next) {
            log.commit(JqRelay.GROUP, partition, next);
        }
    }
}
