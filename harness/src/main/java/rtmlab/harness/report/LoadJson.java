package rtmlab.harness.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import rtmlab.harness.load.FanoutBench;
import rtmlab.harness.load.FanoutPeer;
import rtmlab.harness.load.Latency;
import rtmlab.harness.load.Measured;
import rtmlab.harness.load.SendBench;
import rtmlab.harness.load.Trial.Highest;

/** The answers of {@code ./rtm bench send} and {@code ./rtm bench fanout}, as one JSON object each. */
public final class LoadJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LoadJson() {}

    /** Of results of which the first are bare Kafka's. */
    public static String ofSend(SendBench bench, List<SendBench.Result> results) {
        var root = JSON.createObjectNode();
        root.put("offeredPerSecond", bench.perSecond());
        root.put("elapsedMs", bench.duration().toMillis());
        root.put("recordBytes", bench.recordBytes());
        root.put("members", bench.members()).put("channels", bench.channels());
        root.put("ackP99BoundMs", bench.highestAckP99Ms());
        var kafka = results.getFirst().measured().figures().ack();
        var subjects = root.putObject("subjects");
        for (var result : results) {
            var measured = result.measured();
            var subject =
                    subjects.putObject(measured.subject().equals("bare Kafka") ? "bareKafka" : measured.subject());
            put(measured, subject);
            put("ack", measured.figures().ack(), subject);
            subject.put("ackP50TimesKafka", ratio(measured.figures().ack().p50Ms(), kafka.p50Ms()));
            subject.put("ackP99TimesKafka", ratio(measured.figures().ack().p99Ms(), kafka.p99Ms()));
            if (measured.figures().shown() > 0) {
                put("lastMember", measured.figures().lastMember(), subject);
            }
            if (bench.climbs()) {
                put(result.highest(), subject);
            }
        }
        return root.toString();
    }

    public static String ofFanout(FanoutBench bench, List<FanoutBench.Result> results) {
        var root = JSON.createObjectNode();
        root.put("members", bench.members()).put("offeredPerSecond", bench.perSecond());
        root.put("elapsedMs", bench.duration().toMillis()).put("textBytes", bench.textBytes());
        root.put("lastMemberP99BoundMs", bench.highestLastMs());
        var architectures = root.putObject("architectures");
        for (var result : results) {
            var measured = result.measured();
            var architecture = architectures.putObject(measured.subject());
            put(measured, architecture);
            architecture.put("deliveriesPerSecond", measured.shownPerSecond());
            architecture.put("connectMs", result.connectMs()).put("connectionsLost", result.gone());
            put("ack", measured.figures().ack(), architecture);
            put("delivery", measured.figures().shownLatency(), architecture);
            put("lastMember", measured.figures().lastMember(), architecture);
            if (bench.climbs()) {
                put(result.highest(), architecture);
                result.highest()
                        .at()
                        .ifPresent(at -> architecture.put("highestDeliveriesPerSecond", at.shownPerSecond()));
            }
        }
        root.putObject("targets").put("deliveriesPerSecond", 400_000).put("lastMemberP99Ms", 30);
        root.put("peersSource", FanoutPeer.SOURCE);
        root.set("peers", JSON.valueToTree(FanoutPeer.ALL));
        return root.toString();
    }

    private static void put(Measured measured, ObjectNode json) {
        var figures = measured.figures();
        json.put("sent", figures.sent());
        json.put("acknowledged", figures.acknowledged());
        json.put("refused", figures.refused());
        json.put("unknown", figures.unknown());
        json.put("acknowledgedPerSecond", measured.acknowledgedPerSecond());
        json.put("generatorProcessors", measured.processors().generator());
        json.put("subjectProcessors", measured.processors().subject());
        json.put("availableProcessors", measured.processors().available());
        json.put("generatorLateP99Ms", measured.generatorLateP99Ms());
    }

    private static void put(Highest highest, ObjectNode json) {
        json.put("highestPerSecond", highest.perSecond());
        json.put("isLimitKnown", highest.isLimitKnown());
        highest.at()
                .ifPresent(at ->
                        json.put("highestGeneratorProcessors", at.processors().generator()));
    }

    /** Percentiles and the longest of all, under names that begin with this one. */
    public static void put(String name, Latency latency, ObjectNode json) {
        json.put(name + "P50Ms", latency.p50Ms());
        json.put(name + "P90Ms", latency.p90Ms());
        json.put(name + "P99Ms", latency.p99Ms());
        json.put(name + "P999Ms", latency.p999Ms());
        json.put(name + "MaxMs", latency.maxMs());
    }

    private static double ratio(double ms, double of) {
        return of == 0 ? 0 : ms / of;
    }
}
