package rtmlab.harness.report;

import java.util.ArrayList;
import java.util.List;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.harness.experiment.Finding;

/** The comparison as a person reads it: a table of promise × architecture, and below it why each red cell is red. */
public final class ComparisonTable {

    private static final int WIDTH = 100;

    private final Comparison comparison;
    private final boolean colour;

    public ComparisonTable(Comparison comparison, boolean colour) {
        this.comparison = comparison;
        this.colour = colour;
    }

    public String text() {
        var architectures = List.copyOf(comparison.findings().keySet());
        var lines = new ArrayList<String>();
        var header = new StringBuilder("%-20s".formatted("promise"));
        architectures.forEach(architecture -> header.append("  %-11s".formatted(architecture)));
        lines.add(header.toString().stripTrailing());
        lines.add("─".repeat(20 + 13 * architectures.size()));
        var promises = comparison.findings().values().iterator().next();
        for (var row = 0; row < promises.size(); row++) {
            var line = new StringBuilder("%-20s".formatted(promises.get(row).promise()));
            for (var architecture : architectures) {
                line.append("  ").append(cell(comparison.of(architecture).get(row)));
            }
            lines.add(line.toString().stripTrailing());
        }
        if (comparison.findings().values().stream()
                .flatMap(List::stream)
                .anyMatch(finding -> finding.world().equals("simulated"))) {
            lines.add("* in the simulated world alone: real processes cannot be held to the schedule that breaks it");
        }
        architectures.forEach(architecture -> explain(architecture, lines));
        return String.join("\n", lines) + "\n";
    }

    private String cell(Finding finding) {
        var word = "%-11s"
                .formatted(finding.verdict().word()
                        + (finding.isAsExpected() ? "" : " (!)")
                        + (finding.world().equals("simulated") ? "*" : ""));
        if (!colour) {
            return word;
        }
        var code = switch (finding.verdict().word()) {
            case "broken" -> "31;1";
            case "kept" -> "32";
            default -> "33";
        };
        return "\033[" + code + "m" + word + "\033[0m";
    }

    private void explain(String architecture, List<String> lines) {
        for (var finding : comparison.of(architecture)) {
            var from = finding.from();
            if (finding.verdict() instanceof Broken broken && from != null) {
                lines.add("");
                lines.add(architecture + ", " + finding.promise() + ", by a "
                        + from.experiment().label() + ":");
                lines.addAll(wrapped(broken.witness()));
            } else if (finding.simulated() != null) {
                lines.add("");
                lines.add(architecture + ", " + finding.promise() + ", in the simulated world alone, by "
                        + String.join(" and ", finding.simulated().faults()) + ":");
                lines.addAll(wrapped(finding.verdict().explanation()));
            } else if (!finding.isAsExpected()) {
                lines.add("");
                lines.add(architecture + ", " + finding.promise() + ", was expected to be " + finding.expected() + ":");
                lines.addAll(wrapped(finding.verdict().explanation()));
            }
        }
    }

    private static List<String> wrapped(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder("   ");
        for (var word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder("   ");
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
