package rtmlab.harness.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Verdicts for other programs: comma-separated values (RFC 4180), and JUnit's XML, one test case per promise. */
public final class ComparisonFiles {

    private ComparisonFiles() {}

    public static String csv(Comparison comparison) {
        return csv(PromiseRow.of(comparison));
    }

    /** One line per architecture and promise, below a header. */
    public static String csv(List<PromiseRow> rows) {
        var lines =
                new StringBuilder(Csv.line("architecture", "promise", "verdict", "expected", "world", "explanation"));
        rows.forEach(row -> lines.append(Csv.line(
                row.architecture(), row.promise(), row.verdict(), row.expected(), row.world(), row.explanation())));
        return lines.toString();
    }

    public static String junitXml(Comparison comparison) {
        return junitXml(PromiseRow.of(comparison));
    }

    /** A test case fails when its verdict is not as expected; a documented breach passes. */
    public static String junitXml(List<PromiseRow> rows) {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        var suites = new LinkedHashMap<String, List<PromiseRow>>();
        rows.forEach(row -> suites.computeIfAbsent(row.architecture(), _ -> new ArrayList<>())
                .add(row));
        suites.forEach((architecture, ofIt) -> {
            var failures = ofIt.stream().filter(row -> !row.isAsExpected()).count();
            xml.append("  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\">\n"
                    .formatted(xml(architecture), ofIt.size(), failures));
            ofIt.forEach(row -> xml.append(testCase(row)));
            xml.append("  </testsuite>\n");
        });
        return xml.append("</testsuites>\n").toString();
    }

    private static String testCase(PromiseRow row) {
        var name = "    <testcase classname=\"%s\" name=\"%s is %s\""
                .formatted(xml(row.architecture()), xml(row.promise()), xml(row.expected()));
        return row.isAsExpected()
                ? name + "/>\n"
                : "%s>\n      <failure message=\"%s: %s\"/>\n    </testcase>\n"
                        .formatted(name, row.verdict(), xml(row.explanation()));
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
