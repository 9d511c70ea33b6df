package rtmlab.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.benchmarks.OperationsMaterial.Known;

/** Finds what a row is measured on: the real histories of a folder where there are such, else generated ones. */
public final class Materials {
    private static final int ETCD_HISTORIES = 102;

    private final List<Known> real;

    /** @param folder holds histories and {@code MANIFEST.tsv}: file, model, initial value, verdict; null if there is none */
    public Materials(@Nullable Path folder) throws IOException {
        real = folder == null ? List.of() : known(folder);
    }

    private static List<Known> known(Path folder) throws IOException {
        var known = new ArrayList<Known>();
        for (var line : Files.readAllLines(folder.resolve("MANIFEST.tsv")).stream()
                .skip(1)
                .toList()) {
            var cells = line.split("\t", -1);
            if (cells.length < 4) {
                throw new IOException(
                        "a line of the manifest has file, model, initial value and verdict, not: " + line);
            }
            var model = cells[1].split(" ", 2)[0];
            known.add(new Known(cells[0], Files.readString(folder.resolve(cells[0])), model, cells[2], cells[3]));
        }
        return known;
    }

    /** What the row is measured on, in a few words. */
    public String described(Row row) {
        var of = real(row);
        return of.isEmpty() ? "generated" : of.size() == 1 ? of.getFirst().name() : of.size() + " real histories";
    }

    /** Whether the peers and the goals were about as many histories of this kind: else no ratio means anything. */
    boolean isComparable(Row row) {
        int count = real(row).size();
        return switch (row) {
            case ETCD, ETCD_PROCESS -> count == 0 || count == ETCD_HISTORIES;
            case LOG_2K -> count == 0;
            default -> true;
        };
    }

    Material of(Row row) throws IOException {
        if (row.deliveries() > 0) {
            return BroadcastMaterial.inMemory(row.deliveries());
        }
        if (row == Row.PARSE_JSON_LINES) {
            return BroadcastMaterial.written(300_000);
        }
        return new OperationsMaterial(histories(row));
    }

    /** The histories of operations that a row is about. */
    List<Known> histories(Row row) {
        var found = real(row);
        return found.isEmpty() ? generated(row) : found;
    }

    private List<Known> real(Row row) {
        return real.stream()
                .filter(known -> switch (row) {
                    case ETCD, ETCD_PROCESS -> known.name().startsWith("etcd");
                    case KEY_VALUE_OK -> known.name().startsWith("kv-c50-ok");
                    case KEY_VALUE_BAD -> known.name().startsWith("kv-c50-bad");
                    case LOG_2K -> known.name().startsWith("log-p1");
                    case PARSE_EDN -> true;
                    default -> false;
                })
                .toList();
    }

    private static List<Known> generated(Row row) {
        return switch (row) {
            case ETCD, ETCD_PROCESS -> etcdLike();
            case KEY_VALUE_OK -> List.of(keyValue(false));
            case KEY_VALUE_BAD -> List.of(keyValue(true));
            case LOG_2K -> List.of(log(Clients.history(1, 50, 2_000, 0, new Services.WholeLogs(1))));
            case LOG_10K, PARSE_EDN -> List.of(log(Clients.history(1, 50, 10_000, 0.01, new Services.WholeLogs(10))));
            case LOG_1M ->
                List.of(log(Clients.history(1, 100, 1_000_000, 0.001, new Services.PolledLogs(100, 100, 0.5, 8))));
            case STREAMS -> List.of(log(Clients.history(1, 50, 142_000, 0, new Services.PolledLogs(50, 10, 0.704, 8))));
            default -> throw new IllegalArgumentException(row + " is not about operations");
        };
    }

    private static List<Known> etcdLike() {
        var histories = new ArrayList<Known>();
        for (int i = 0; i < ETCD_HISTORIES; i++) {
            // As of the real ones, most are broken.
            boolean lies = i % 4 != 0;
            var text = Clients.history(i, 5, 85, 0.18, new Services.EtcdLike(lies));
            histories.add(new Known("etcd-like-" + i + ".edn", text, "cas-register", "nil", lies ? "broken" : "kept"));
        }
        return histories;
    }

    private static Known keyValue(boolean lies) {
        var text = Clients.history(1, 50, 1_700, 0, new Services.KeyValueStore(lies));
        return new Known("key-value", text, "key-value", "\"\"", lies ? "broken" : "kept");
    }

    private static Known log(String text) {
        return new Known("log", text, "log", "[]", "kept");
    }
}
