package rtmlab.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.History;
import rtmlab.checkers.history.JsonLines;
import rtmlab.checkers.promise.Judge;
import rtmlab.checkers.promise.Verdict;

/** The events of a broadcast that keeps every promise which such a run puts to the test. */
final class BroadcastMaterial implements Material {
    /** What a run without reads, snapshots and lost connections can show. */
    private static final List<String> KEPT = List.of(
            "no-lost-ack", "delivery", "agreement", "integrity", "total-order", "sender-order", "idempotent-retries");

    private final List<Event> events = new ArrayList<>();
    private final byte[] jsonLines;

    private BroadcastMaterial(int deliveries, boolean written) throws IOException {
        Broadcasts.run(deliveries, 1_000, 100, events::add);
        var text = new StringWriter();
        if (written) {
            JsonLines.write(new History(events), text);
        }
        jsonLines = text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static BroadcastMaterial inMemory(int deliveries) throws IOException {
        return new BroadcastMaterial(deliveries, false);
    }

    static BroadcastMaterial written(int deliveries) throws IOException {
        return new BroadcastMaterial(deliveries, true);
    }

    @Override
    public long bytes() {
        return jsonLines.length;
    }

    @Override
    public long parse() throws IOException {
        return JsonLines.read(new InputStreamReader(new ByteArrayInputStream(jsonLines), StandardCharsets.UTF_8))
                .events()
                .size();
    }

    @Override
    public String check() {
        var judge = new Judge();
        events.forEach(judge::accept);
        return wrong(judge.verdicts());
    }

    private static String wrong(Map<String, Verdict> verdicts) {
        var wrong = new TreeMap<String, String>();
        verdicts.forEach((promise, verdict) -> {
            boolean right =
                    KEPT.contains(promise) ? verdict instanceof Verdict.Kept : !(verdict instanceof Verdict.Broken);
            if (!right) {
                wrong.put(promise, verdict.word() + " (" + verdict.explanation() + ")");
            }
        });
        KEPT.stream()
                .filter(promise -> !verdicts.containsKey(promise))
                .forEach(promise -> wrong.put(promise, "missing"));
        return wrong.isEmpty() ? "" : wrong.toString();
    }
}
