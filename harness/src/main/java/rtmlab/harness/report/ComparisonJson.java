package rtmlab.harness.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.harness.experiment.Finding;

/** The comparison as one JSON object: {@code architectures} → name → promise → verdict, expected, witness, world. */
public final class ComparisonJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ComparisonJson() {}

    public static String of(Comparison comparison) {
        var root = JSON.createObjectNode();
        var architectures = root.putObject("architectures");
        comparison.findings().forEach((name, findings) -> {
            var architecture = architectures.putObject(name);
            findings.forEach(finding -> add(architecture, finding));
        });
        root.put("asDocumented", comparison.isAsDocumented());
        return root.toString();
    }

    private static void add(ObjectNode architecture, Finding finding) {
        var node = architecture.putObject(finding.promise());
        node.put("verdict", finding.verdict().word());
        node.put("expected", finding.expected());
        node.put("witness", finding.verdict() instanceof Broken broken ? broken.witness() : null);
        node.put("explanation", finding.verdict().explanation());
        node.put("world", finding.world());
        var simulated = finding.simulated();
        if (simulated != null) {
            node.put("story", simulated.story().toString());
        }
        var from = finding.from();
        if (from != null) {
            node.put("experiment", from.experiment().label());
            node.put("history", from.folder().resolve("history.jsonl").toString());
        }
    }
}
