package rtmlab.harness.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import rtmlab.harness.experiment.Finding;

/** What was found of every architecture, promise by promise. */
public record Comparison(Map<String, List<Finding>> findings) {

    public Comparison {
        findings = new LinkedHashMap<>(findings);
    }

    public List<Finding> of(String architecture) {
        return Objects.requireNonNull(findings.get(architecture), architecture);
    }

    public boolean isAsDocumented() {
        return findings.values().stream().flatMap(List::stream).allMatch(Finding::isAsExpected);
    }
}
