package rtmlab.harness.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import rtmlab.harness.boot.BootComparison;
import rtmlab.harness.boot.BootComparisonFiles;
import rtmlab.harness.boot.Growth;

/** The report of a comparison of bootstraps, as one HTML file that needs nothing else: charts, and a table beside each. */
public final class BootReportPage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BootReportPage() {}

    /** The whole file. */
    public static String html(BootComparison comparison) {
        var data = BootComparisonFiles.json(comparison);
        var growth = data.putObject("growth").put("fromUsers", Growth.FROM_USERS);
        comparison
                .rows()
                .forEach(row -> growth.put(
                        row.bootstrap(),
                        Growth.ofTeam(
                                comparison.payloads(),
                                Growth.FROM_USERS,
                                payloads -> BootComparison.payload(payloads, row.bootstrap())
                                        .bytes())));
        try {
            return Resources.text("boot-report.html")
                    .replace(
                            "/*css*/",
                            Resources.text("page.css")
                                    + Resources.text("report.css")
                                    + Resources.text("boot-report.css"))
                    .replace("/*report*/", Resources.text("boot-report.js"))
                    // No text of the data ends the script that it stands in.
                    .replace("/*data*/", JSON.writeValueAsString(data).replace("<", "\\u003c"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
