package rtmlab.harness.report;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import rtmlab.harness.experiment.Finding;

/** The comparison for other programs: comma-separated values (RFC 4180), and JUnit's XML, one test case per promise. */
public final class ComparisonFiles {

    private ComparisonFiles() {}

    /** One line per architecture and promise, below a header. */
    public static String csv(Comparison comparison) {
        var lines = new StringBuilder("architecture,promise,verdict,expected,world,explanation\r\n");
        comparison
                .findings()
                .forEach((architecture, findings) -> findings.forEach(finding -> lines.append(Stream.of(
                                        architecture,
                                        finding.promise(),
                                        finding.verdict().word(),
                                        finding.expected(),
                                        finding.world(),
                                        finding.verdict().explanation())
                                .map(ComparisonFiles::csvField)
                                .collect(Collectors.joining(",")))
                        .append("\r\n")));
        return lines.toString();
    }

    private static String csvField(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** A test case fails when its verdict is not the documented one; a documented breach passes. */
    public static String junitXml(Comparison comparison) {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        comparison.findings().forEach((architecture, findings) -> {
            var failures =
                    findings.stream().filter(finding -> !finding.isAsExpected()).count();
            xml.append("  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\">\n"
                    .formatted(xml(architecture), findings.size(), failures));
            findings.forEach(finding -> xml.append(testCase(architecture, finding)));
            xml.append("  </testsuite>\n");
        });
        return xml.append("</testsuites>\n").toString();
    }

    private static String testCase(String architecture, Finding finding) {
        var name = "    <testcase classname=\"%s\" name=\"%s is %s\""
                .formatted(xml(architecture), xml(finding.promise()), xml(finding.expected()));
        return finding.isAsExpected()
                ? name + "/>\n"
                : "%s>\n      <failure message=\"%s: %s\"/>\n    </testcase>\n"
                        .formatted(
                                name,
                                finding.verdict().word(),
                                xml(finding.verdict().explanation()));
    }

    /** Characters that XML 1.0 cannot hold at all become question marks. */
    private static String xml(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
