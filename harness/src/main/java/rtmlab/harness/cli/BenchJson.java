package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import rtmlab.benchmarks.CheckersRun.Measured;
import rtmlab.benchmarks.Row;

/** The answer of {@code ./rtm bench checkers --json}. */
final class BenchJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BenchJson() {}

    static String of(List<Measured> measured) {
        var answer = JSON.createObjectNode();
        answer.put("peersSource", Row.SOURCE);
        var rows = answer.putArray("rows");
        measured.forEach(one -> fill(rows.addObject(), one));
        return answer.toString();
    }

    private static void fill(ObjectNode json, Measured one) {
        var row = one.row();
        json.put("row", row.id());
        json.put("work", row.work());
        json.put("measuredOn", one.on());
        put(json, "parseMs", one.parseMs());
        if (one.parsedBytes() > 0) {
            json.put("parsedBytes", one.parsedBytes());
        }
        put(json, "parseMegabytesPerSecond", one.megabytesPerSecond());
        put(json, "checkMs", one.checkMs());
        if (row.deliveries() > 0) {
            put(json, "checkNanosPerDelivery", one.checkMs() * 1e6 / row.deliveries());
        }
        json.put("peer", row.peer());
        put(json, "peerMs", row.peerMs());
        if (one.isComparable()) {
            put(json, "peerRatio", row.peerMs() / one.checkMs());
        }
        put(json, "goalMs", row.goalMs());
        if (row.goalMs() > 0) {
            put(json, "goalRatio", row.goalMs() / one.checkMs());
        } else {
            put(json, "goalMegabytesPerSecond", Row.GOAL_MEGABYTES_PER_SECOND);
            put(json, "goalRatio", one.megabytesPerSecond() / Row.GOAL_MEGABYTES_PER_SECOND);
        }
        json.put("verdictsAsExpected", one.wrong().isEmpty());
        if (!one.wrong().isEmpty()) {
            json.put("wrong", one.wrong());
        }
    }

    /** Leaves out what there is none of. */
    private static void put(ObjectNode json, String name, double number) {
        if (number > 0) {
            json.put(name, number);
        }
    }
}
