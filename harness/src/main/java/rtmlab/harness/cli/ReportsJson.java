package rtmlab.harness.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import rtmlab.checkers.promise.Report;

/** The verdicts on histories as one JSON object: of one its report; of several {@code verdict}, and each one's in {@code files}. */
final class ReportsJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportsJson() {}

    static String of(Map<Path, Report> reports) {
        if (reports.size() == 1) {
            return reports.values().iterator().next().toJson();
        }
        var all = JSON.createObjectNode();
        all.put("verdict", verdict(reports));
        var files = all.putObject("files");
        try {
            for (var report : reports.entrySet()) {
                files.set(
                        report.getKey().toString(),
                        JSON.readTree(report.getValue().toJson()));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is JSON", e);
        }
        return all.toString();
    }

    private static String verdict(Map<Path, Report> reports) {
        for (var word : new String[] {"broken", "undecided"}) {
            if (reports.values().stream().anyMatch(report -> report.verdict().equals(word))) {
                return word;
            }
        }
        return "kept";
    }
}
