package rtmlab.harness.boot;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.stream.IntStream;

/** A comparison of bootstraps as JSON and as CSV. */
public final class BootComparisonFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int STORM_COLUMNS = 14;

    private BootComparisonFiles() {}

    public static ObjectNode json(BootComparison comparison) {
        var root = JSON.createObjectNode();
        root.put("architecture", comparison.architecture())
                .put("users", comparison.users())
                .put("clients", comparison.clients())
                .put("seamDocumented", comparison.documentedToBreak() ? "broken" : "kept");
        var bootstraps = root.putArray("bootstraps");
        comparison.rows().forEach(row -> bootstraps.add(json(comparison, row)));
        var sizes = root.putArray("payloads");
        for (var payloads : comparison.payloads()) {
            var size = sizes.addObject().put("users", payloads.users()).put("memberships", payloads.memberships());
            for (var row : comparison.rows()) {
                var bytes = BootComparison.payload(payloads, row.bootstrap());
                size.putObject(row.bootstrap()).put("bytes", bytes.bytes()).put("gzipBytes", bytes.gzipBytes());
            }
        }
        var fewer = root.putObject("timesFewerQueries");
        var atLeast = root.putObject("timesFewerQueriesIsAtLeast");
        for (var plan : comparison.plans()) {
            comparison.saving(plan).ifPresent(saving -> {
                fewer.put(plan, saving.times());
                atLeast.put(plan, saving.isAtLeast());
            });
        }
        return root.put("timesFewerQueriesGoal", BootComparison.QUERIES_GOAL);
    }

    private static ObjectNode json(BootComparison comparison, BootComparison.Row row) {
        var one = JSON.createObjectNode().put("name", row.bootstrap());
        var size = comparison.payload(row.bootstrap());
        one.put("payloadBytes", size.bytes()).put("payloadGzipBytes", size.gzipBytes());
        one.put("originQueries", row.queries().first())
                .put("originQueriesAfterABreak", row.queries().again());
        one.putObject("seam")
                .put("verdict", row.seam().verdict())
                .put("runs", row.seam().runs())
                .put("judged", row.seam().judged())
                .put("explanation", row.seam().explanation())
                .put("elapsedMs", row.seam().elapsed().toMillis())
                .put("runsPerSecond", row.seam().runsPerSecond());
        var screens = one.putArray("firstScreens");
        for (var screen : row.firstScreens()) {
            screens.addObject()
                    .put("region", screen.region())
                    .put("oneWayMs", screen.oneWay().toMillis())
                    .put("firstMs", screen.firstMillis())
                    .put("againMs", screen.againMillis());
        }
        row.staleness()
                .ifPresent(staleness -> one.putObject("staleness")
                        .put("answers", staleness.answers())
                        .put("stale", staleness.stale())
                        .put("longestMs", staleness.longest().toMillis())
                        .put("boundMs", staleness.bound().toMillis()));
        var storms = one.putArray("storms");
        row.storms().forEach(storm -> storms.add(json(storm)));
        return one;
    }

    private static ObjectNode json(Storm storm) {
        var node = JSON.createObjectNode()
                .put("plan", storm.plan().words())
                .put("spreadSeconds", storm.plan().spread().toSeconds())
                .put("catchesUp", storm.plan().catchesUp())
                .put("limitSeconds", storm.plan().limit().toSeconds())
                .put("bootMs", storm.bootMillis())
                .put("originQueries", storm.queries())
                .put("webAppRequests", storm.webAppRequests())
                .put("historyRequests", storm.historyRequests())
                .put("clientsBack", storm.back().size())
                .put("until50Ms", storm.millisUntil(50))
                .put("until95Ms", storm.millisUntil(95))
                .put("until100Ms", storm.millisUntil(100))
                .put("nodesMegabytes", storm.nodesMegabytes())
                .put("flannelBytesPerSession", storm.flannelBytesPerSession());
        var requests = node.putObject("requests");
        storm.requests().forEach(requests::put);
        // Percent by percent: enough to draw it.
        var curve = node.putArray("untilPercentMs");
        IntStream.rangeClosed(1, 100).forEach(percent -> curve.add(storm.millisUntil(percent)));
        return node;
    }

    /** A line for each storm of each bootstrap; where none was made one line, which tells nothing of storms. */
    public static String csv(BootComparison comparison) {
        var text = new StringBuilder(
                "bootstrap,payloadBytes,payloadGzipBytes,bootQueries,queriesAfterABreak,seam,seamRuns,"
                        + "seamJudged,clients,spreadSeconds,catchesUp,limitSeconds,bootMs,stormQueries,webAppRequests,historyRequests,"
                        + "clientsBack,until50Ms,until95Ms,until100Ms,nodesMegabytes,flannelBytesPerSession\n");
        for (var row : comparison.rows()) {
            var size = comparison.payload(row.bootstrap());
            var always = String.format(
                    Locale.ROOT,
                    "%s,%d,%d,%d,%d,%s,%d,%d,",
                    row.bootstrap(),
                    size.bytes(),
                    size.gzipBytes(),
                    row.queries().first(),
                    row.queries().again(),
                    row.seam().verdict(),
                    row.seam().runs(),
                    row.seam().judged());
            row.storms().forEach(storm -> text.append(always).append(csv(storm)).append('\n'));
            if (row.storms().isEmpty()) {
                text.append(always).append(",".repeat(STORM_COLUMNS - 1)).append('\n');
            }
        }
        return text.toString();
    }

    private static String csv(Storm storm) {
        return String.format(
                Locale.ROOT,
                "%d,%d,%b,%d,%.1f,%d,%d,%d,%d,%d,%d,%d,%d,%d",
                storm.clients(),
                storm.plan().spread().toSeconds(),
                storm.plan().catchesUp(),
                storm.plan().limit().toSeconds(),
                storm.bootMillis(),
                storm.queries(),
                storm.webAppRequests(),
                storm.historyRequests(),
                storm.back().size(),
                storm.millisUntil(50),
                storm.millisUntil(95),
                storm.millisUntil(100),
                storm.nodesMegabytes(),
                storm.flannelBytesPerSession());
    }
}
