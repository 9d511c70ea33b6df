package rtmlab.harness.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Via;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.harness.load.LoadFigures;
import rtmlab.harness.load.LoadFigures.End;
import rtmlab.harness.report.LoadChart;

/** Reports in a real Chromium, without a server: legible, operable by the keyboard, and not slow when they are long. */
@Tag("browser")
class ReportBrowserTest {

    private static final int EVENTS = HistoryScene.MOST_EVENTS;

    @TempDir
    private static Path folder;

    private static Chromium chromium;
    private static String small;
    private static String large;
    private static String run;

    private final List<String> complaints = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void write() throws IOException {
        chromium = Chromium.launch();
        small = url("small.html", ReportPageTest.smallReport(folder).html());
        large = url("large.html", largeReport());
        run = url("run.html", RunPageTest.page("an acknowledged message is gone"));
    }

    private static String url(String name, String html) throws IOException {
        return Files.writeString(folder.resolve(name), html).toUri().toString();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @BeforeEach
    void open() {
        page = chromium.page();
        page.onPageError(complaints::add);
    }

    @AfterEach
    void nothingWasComplainedOf() {
        page.close();
        assertThat(complaints).isEmpty();
    }

    /** A run of 10,000 events, and a load with a fault in it. */
    private static String largeReport() {
        var at = new AtomicLong();
        var history = new HistoryRecorder(() -> at.addAndGet(700));
        var members = List.of("alice", "bob", "carol", "dave", "erin");
        for (var number = 0; history.history().events().size() < EVENTS; number++) {
            var sender = members.get(number % members.size());
            var id = "m" + number;
            history.submitted(sender, "general", id, "message " + number, 1);
            history.acknowledged(sender, "general", id, "1." + number);
            for (var member : members) {
                history.saw(member, "general", id, "1." + number, sender, "message " + number, Via.LIVE);
            }
            if (number % 300 == 299) {
                history.fault(Event.Fault.Kind.KILL, "channel-server-1", "", true);
            }
        }
        var figures = new LoadFigures(1, Duration.ofSeconds(1));
        var now = System.nanoTime();
        for (var number = 0; number < 500; number++) {
            var flight = figures.due(now - number * 1_000_000L);
            flight.shownTo(0);
            flight.ended(End.ACKNOWLEDGED);
        }
        figures.killed("channel-server", "kill -9 of channel-server-1", now);
        return new HtmlReport(
                        "RTM Lab: a long run",
                        "Made for a test.",
                        "./rtm soak",
                        List.of("history.jsonl"),
                        List.of(),
                        List.of(),
                        List.of(LoadChart.of("updated", "500 messages", figures)),
                        new HistoryScene(history.history(), Map.of()).scene("updated"))
                .html();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void everyTextOfAReportHasTheContrastOfWcagAa(ColorScheme theme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
        for (var report : List.of(small, large, run)) {
            page.navigate(report);
            assertThat(page.locator("#made")).containsText("Made by");
            var judged = Contrast.of(page);
            assertThat(judged.texts()).isGreaterThan(25);
            assertThat(judged.tooFaint()).isEmpty();
        }
    }

    @Test
    void oneRunIsToldAndSteppedThroughWithoutAServer() {
        page.navigate(run);
        assertThat(page.locator(".run summary")).containsText("an acknowledged message is gone");
        assertThat(page.locator(".told")).containsText("here it happens to channel-server-1");
        page.locator(".run input[type=range]").focus();
        page.keyboard().press("Home");
        assertThat(page.locator(".run output")).not().isEmpty();
        page.keyboard().press("End");
        assertThat(page.locator(".run .picture .now")).isInViewport();
    }

    @Test
    void aLongRunIsDrawnOnlyWhereItIsLookedAt() {
        page.navigate(large);
        assertThat(page.locator("#events .picture circle").first()).isVisible();
        assertThat(page.locator("#events .picture circle").count()).isLessThan(1_000);
        assertThat(page.locator(".event").count()).isLessThan(60);
        page.locator("#events input[type=range]").focus();
        page.keyboard().press("End");
        assertThat(page.locator(".event.chosen")).isVisible();
        assertThat(page.locator(".event.chosen")).hasAttribute("aria-posinset", String.valueOf(EVENTS));
        assertThat(page.locator("#events .picture .now")).isInViewport();
    }

    /** For the record: how long frames take while 10,000 events are scrolled through. */
    @Test
    void tenThousandEventsAreScrolled() {
        page.navigate(large);
        page.locator("#events .picture").scrollIntoViewIfNeeded();
        for (var box : List.of("#events .picture .scroll", ".long-list")) {
            assertThat(page.locator(box)).isVisible();
            var told = (String) page.evaluate("""
                    async box => {
                      const scrolled = document.querySelector(box), frames = [];
                      const across = scrolled.scrollWidth > scrolled.clientWidth;
                      let before = await new Promise(requestAnimationFrame);
                      for (let frame = 0; frame < 180; frame++) {
                        scrolled.scrollBy(across ? 400 : 0, across ? 0 : 400);
                        const now = await new Promise(requestAnimationFrame);
                        frames.push(now - before);
                        before = now;
                      }
                      frames.sort((one, other) => one - other);
                      const at = share => frames[Math.min(frames.length - 1, Math.floor(frames.length * share))].toFixed(1);
                      return `${scrolled.scrollLeft + scrolled.scrollTop > 5000} p50 ${at(.5)} ms, p90 ${at(.9)} ms, p99 ${at(.99)} ms, longest ${at(1)} ms`;
                    }
                    """, box);
            System.out.println("frames while 10,000 events are scrolled through, " + box + ": " + told);
            assertThat(told).startsWith("true");
        }
    }

    @Test
    void theKeyboardAloneTellsWhatALoadWasLikeAtAnyMoment() {
        page.navigate(large);
        page.locator(".over-time").focus();
        page.keyboard().press("ArrowRight");
        assertThat(page.locator(".over-time output")).containsText("acknowledged a second");
        assertThat(page.locator(".over-time .band")).hasCount(2);
    }

    @Test
    void aReportFitsALaptopAndAProjector() {
        for (var report : List.of(small, large, run)) {
            for (var size : List.of(List.of(1366, 768), List.of(1920, 1080), List.of(1024, 768))) {
                page.setViewportSize(size.getFirst(), size.getLast());
                page.navigate(report);
                assertThat(page.locator("#made")).containsText("Made by");
                assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as("no scrolling sideways at " + size)
                        .isTrue();
            }
        }
    }
}
