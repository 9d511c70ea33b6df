package rtmlab.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import rtmlab.harness.page.BootReportPage;

class BootComparisonTest {

    private static final Storm.Plan AT_ONCE = new Storm.Plan(Duration.ZERO, true, Duration.ofSeconds(60));

    @Test
    void fiftyTimesFewerQueriesIsAsDocumented() {
        var comparison = comparison(storm(5_000, 4), storm(100, 4), seam("kept"), false);

        assertThat(comparison.saving("at once")).contains(new BootComparison.Saving(50, false));
        assertThat(comparison.isSpared()).isTrue();
    }

    @Test
    void fewerThanThatIsNot() {
        assertThat(comparison(storm(4_900, 4), storm(100, 4), seam("kept"), false)
                        .isSpared())
                .isFalse();
    }

    @Test
    void whereAClientOfFlannelNeverComesBackNothingIsSpared() {
        var comparison = comparison(storm(500_000, 4), storm(100, 3), seam("kept"), false);

        assertThat(comparison.isSpared()).isFalse();
        assertThat(comparison.saving("at once")).isEmpty();
    }

    @Test
    void whereClientsOfRtmStartAreNotBackItsQueriesAreNotAllThereAre() {
        var comparison = comparison(storm(6_000, 3), storm(100, 4), seam("kept"), false);

        assertThat(comparison.saving("at once").orElseThrow().words()).isEqualTo("at least 60 times fewer");
        assertThat(comparison.isSpared()).isTrue();
    }

    @Test
    void aSeamThatNobodyCouldJudgeIsNoKeptOne() {
        assertThat(comparison(storm(1, 4), storm(1, 4), seam("undecided"), true).isSeamAsDocumented())
                .isFalse();
        assertThat(comparison(storm(1, 4), storm(1, 4), seam("broken"), false).isSeamAsDocumented())
                .isFalse();
        assertThat(comparison(storm(1, 4), storm(1, 4), seam("broken"), true).isSeamAsDocumented())
                .isTrue();
    }

    @Test
    void timesAreUntilSoManyOfAllClientsAreBackAndNeverWhereTheyAreNot() {
        var storm = storm(1, 3);

        assertThat(storm.millisUntil(50)).isEqualTo(200);
        assertThat(storm.millisUntil(75)).isEqualTo(300);
        assertThat(storm.millisUntil(76)).isEqualTo(-1);
        assertThat(storm.millisUntil(100)).isEqualTo(-1);
    }

    @Test
    void theWebAppsRequestsAreThoseOfClientsAndOfFlannelAndNoneOfThoseToFlannel() {
        assertThat(storm(1, 4).webAppRequests()).isEqualTo(7 + 20 + 3);
        assertThat(storm(1, 4).historyRequests()).isEqualTo(20);
    }

    @Test
    void tableFilesAndReportTellTheSame() {
        var comparison = comparison(storm(123_456, 3), storm(654, 4), seam("kept"), false);
        var table = new StringWriter();
        new BootComparisonTable(comparison, new PrintWriter(table)).print();

        assertThat(table.toString())
                .contains("123,456", "654", "3 of 4", "0.2, not back in 60 s", "at least 189 times fewer");
        assertThat(BootComparisonFiles.csv(comparison).lines()).hasSize(3).anyMatch(line -> line.contains(",123456,"));
        assertThat(BootComparisonFiles.json(comparison).toString()).contains("\"originQueries\":123456");
        assertThat(BootReportPage.html(comparison))
                .contains("123456")
                .doesNotContain("/*css*/", "/*report*/", "/*data*/")
                .doesNotContain("https://", "src=");
    }

    @Test
    void whereNoStormWasMadeTheRestIsToldAndNothingOfClients() {
        var struck = comparison(storm(5_000, 4), storm(100, 4), seam("kept"), false);
        var calm = new BootComparison(
                struck.architecture(),
                struck.users(),
                struck.clients(),
                struck.payloads(),
                false,
                struck.rows().stream().map(row -> row.with(List.of())).toList());
        var table = new StringWriter();
        new BootComparisonTable(calm, new PrintWriter(table)).print();

        assertThat(table.toString()).contains("a team of 100").doesNotContain("clients", "storm");
        var lines = BootComparisonFiles.csv(calm).lines().toList();
        assertThat(lines).hasSize(3).anyMatch(line -> line.startsWith("flannel,"));
        assertThat(lines.stream().map(line -> line.split(",", -1).length).distinct())
                .hasSize(1);
    }

    private static BootComparison comparison(Storm rtmStart, Storm flannel, Seam seam, boolean documentedToBreak) {
        var payloads = List.of(Payloads.of(new GeneratedTeam(100, 1)), Payloads.of(new GeneratedTeam(500, 1)));
        return new BootComparison(
                "updated",
                100,
                4,
                payloads,
                documentedToBreak,
                List.of(row("flannel", flannel, seam), row("rtm-start", rtmStart, seam)));
    }

    private static BootComparison.Row row(String name, Storm storm, Seam seam) {
        var screen = new FirstScreen("region 1", Duration.ofMillis(1), 10, 5);
        return new BootComparison.Row(
                name, new BootQueries(9, 1), seam, List.of(screen), Optional.empty(), List.of(storm));
    }

    private static Seam seam(String verdict) {
        return new Seam(verdict, 10, 9, "", Duration.ofSeconds(1));
    }

    private static Storm storm(long queries, int back) {
        var requests = Map.of(
                "web-app /api/rtm.start",
                7L,
                "web-app /api/conversations.history",
                20L,
                Storm.BY_FLANNEL,
                3L,
                "flannel /edge/boot",
                1_000L);
        var times = LongStream.rangeClosed(1, back).mapToObj(nth -> nth * 100).toList();
        return new Storm(AT_ONCE, 4, 12, queries, requests, times, 900, 20_000);
    }
}
