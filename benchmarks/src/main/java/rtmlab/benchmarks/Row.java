package rtmlab.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One line of the table that the checkers are measured by: the work, the best peer's figure and the goal.
 *
 * <p>The peers' figures are quoted, not measured here: they were taken on 2 cores like those of the machine that the
 * goals were set for.
 */
public enum Row {
    ETCD("etcd", "102 etcd-like register histories, sum", "Porcupine", 370, 60),
    ETCD_PROCESS("etcd-process", "the same, from the start of a JVM to its end", "Porcupine", 470, 450),
    KEY_VALUE_OK("kv-ok", "key-value, 50 clients, kept", "Porcupine", 182, 5),
    KEY_VALUE_BAD("kv-bad", "key-value, 50 clients, broken", "Porcupine", 32, 5),
    LOG_2K("log-2k", "log, 2,000 operations, 50 clients, acks without offsets", "Elle", 197, 10),
    LOG_10K(
            "log-10k",
            "log, 10,000 operations, 50 clients, 10 channels, 1 % crashed",
            "Porcupine, undecided",
            20_000,
            10),
    LOG_1M("log-1m", "log, 1 million operations, 100 channels", "nobody", 0, 1_500),
    STREAMS("streams", "delivery streams, 100,000 sends, 320,000 deliveries", "Jepsen's Kafka checker", 4_300, 60),
    BROADCAST_100K("broadcast-100k", "broadcast, 100 thousand deliveries, 1,000 members", "nobody", 0, 100),
    BROADCAST_1M("broadcast-1m", "broadcast, 1 million deliveries, 1,000 members", "nobody", 0, 1_000),
    BROADCAST_10M("broadcast-10m", "broadcast, 10 million deliveries, 1,000 members", "nobody", 0, 10_000),
    PARSE_EDN("parse-edn", "reading EDN", "nobody", 0, 0),
    PARSE_JSON_LINES("parse-jsonl", "reading JSON lines", "nobody", 0, 0);

    /** What reading is to reach. */
    public static final double GOAL_MEGABYTES_PER_SECOND = 100;

    /** Where the peers' figures come from. */
    public static final String SOURCE = "quoted, measured before on 2 cores like these";

    private final String id;
    private final String work;
    private final String peer;
    private final double peerMs;
    private final double goalMs;

    Row(String id, String work, String peer, double peerMs, double goalMs) {
        this.id = id;
        this.work = work;
        this.peer = peer;
        this.peerMs = peerMs;
        this.goalMs = goalMs;
    }

    public String id() {
        return id;
    }

    public String work() {
        return work;
    }

    public String peer() {
        return peer;
    }

    /** 0 where there is no peer. */
    public double peerMs() {
        return peerMs;
    }

    /** How long the check may take; 0 where there is none. */
    public double goalMs() {
        return goalMs;
    }

    /** The deliveries of a broadcast, else 0. */
    public int deliveries() {
        return switch (this) {
            case BROADCAST_100K -> 100_000;
            case BROADCAST_1M -> 1_000_000;
            case BROADCAST_10M -> 10_000_000;
            default -> 0;
        };
    }

    boolean isParsed() {
        return deliveries() == 0 && this != ETCD_PROCESS;
    }

    boolean isChecked() {
        return this != PARSE_EDN && this != PARSE_JSON_LINES && this != ETCD_PROCESS;
    }

    /** Takes so long that it is measured run by run. */
    boolean isLong() {
        return this == LOG_1M || this == BROADCAST_10M || this == BROADCAST_1M;
    }

    public static Optional<Row> named(String id) {
        return Arrays.stream(values()).filter(row -> row.id.equals(id)).findFirst();
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(Row::id).toList();
    }
}
