package rtmlab.harness.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rtmlab.protocol.variant.Architecture;

/** The page in a real Chromium, used as a newcomer uses it: with a mouse, and with the keyboard alone. */
@Tag("browser")
class BrowserTest {

    private static PageServer server;
    private static Chromium chromium;

    private final List<String> complaints = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start() {
        server = PageServer.start(
                0,
                ServiceLoader.load(Architecture.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
        chromium = Chromium.launch();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        server.close();
    }

    @BeforeEach
    void open() {
        page = chromium.page();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("400")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(server.url());
        assertThat(page.locator(".panel svg")).isVisible();
    }

    @AfterEach
    void nothingWasComplainedOf() {
        page.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void aClickBetweenTwoArrowsCrashesTheServerAndTheMessageIsLost() {
        clickAfter("channel-server-1", "socket send reply");
        assertThat(page.locator(".verdict.broken")).containsText("no-lost-ack");
        assertThat(page.locator(".card li.gone")).containsText("message 1: gone");
        assertThat(page.locator("#faults li")).containsText("crash after channel-server-1: socket send reply #1");
        picture("lie");
    }

    @Test
    void theSameClickInBothArchitecturesBreaksOne() {
        page.selectOption("#beside", "updated");
        assertThat(page.locator(".panel")).hasCount(2);
        clickAfter("channel-server-1", "socket send reply");
        assertThat(page.locator(".panel").nth(0).locator(".verdict.broken")).isVisible();
        assertThat(page.locator(".panel").nth(1).locator(".verdict.kept")).isVisible();
        page.setViewportSize(1280, 1500);
        picture("both");
    }

    @Test
    void theKeyboardAloneIsEnough() {
        page.locator("#export").focus();
        var line = line("channel-server-1");
        for (var tabs = 0; tabs < 30 && !isFocused(line); tabs++) {
            page.keyboard().press("Tab");
        }
        assertThat(line).isFocused();
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#moment")).containsText("step 2 of");
        page.keyboard().press("Enter");
        assertThat(page.locator("#faults li")).containsText("crash after channel-server-1");
    }

    @Test
    void steppingBackTakesBackWhatWasSeen() {
        assertThat(cardOf("bob")).containsText("alice message 1");
        page.locator("#first").click();
        assertThat(cardOf("bob")).not().containsText("alice");
        page.locator("#last").click();
        assertThat(cardOf("bob")).containsText("alice message 1");
        for (var steps = 0; steps < 40; steps++) {
            page.locator("#back").click();
        }
        assertThat(cardOf("bob")).not().containsText("alice");
    }

    @Test
    void theSmallestFailureIsFoundAndExported() {
        page.locator("#smallest").click();
        assertThat(page.locator(".verdict.broken")).isVisible();
        var download = page.waitForDownload(() -> page.locator("#export").click());
        assertThat(download.suggestedFilename()).endsWith(".story");
    }

    @Test
    void whoeverPredictsIsToldWhetherItCameSo() {
        page.locator("#predict").check();
        clickAfter("channel-server-1", "socket send reply");
        page.getByText("a message whose sender was told").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("I commit: run it"))
                .click();
        assertThat(page.locator("#message")).containsText("You were right");
        assertThat(page.locator("#message")).containsText("1 of 1");
    }

    @Test
    void aMechanismSwitchedOffChangesTheRun() {
        page.selectOption("#architecture", "updated");
        openWhatElseThereIs();
        page.locator("#mechanisms label", new Page.LocatorOptions().setHasText("LOG_BEFORE_BROADCAST"))
                .locator("input")
                .uncheck();
        assertThat(page.locator("#on")).not().containsText("LOG_BEFORE_BROADCAST");
        page.locator("#smallest").click();
        assertThat(page.locator(".verdict.broken")).isVisible();
    }

    @Test
    void aRunCanBeSentToOthersByItsAddress() {
        clickAfter("channel-server-1", "socket send reply");
        assertThat(page.locator(".verdict.broken")).isVisible();
        var other = chromium.page();
        other.navigate(page.url());
        assertThat(other.locator(".verdict.broken")).containsText("no-lost-ack");
        other.close();
    }

    @Test
    void whatCannotBeIsSaidInASentence() {
        line("alice").click();
        assertThat(page.locator("#message.error")).containsText("alice is a person");
        openWhatElseThereIs();
        page.fill("#members", "77");
        page.locator("#members").blur();
        assertThat(page.locator("#message.error")).containsText("1 to 5");
    }

    @Test
    void itIsLegibleInTheDarkAndOnAProjector() {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.setViewportSize(1024, 768);
        page.reload();
        clickAfter("channel-server-1", "socket send reply");
        assertThat(page.locator(".verdict.broken")).isVisible();
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void everyTextHasTheContrastOfWcagAa(ColorScheme theme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
        page.selectOption("#beside", "updated");
        assertThat(page.locator(".panel")).hasCount(2);
        openWhatElseThereIs();
        clickAfter("channel-server-1", "socket send reply");
        assertThat(page.locator(".verdict.broken")).isVisible();
        var judged = Contrast.of(page);
        assertThat(judged.texts()).isGreaterThan(60);
        assertThat(judged.tooFaint()).isEmpty();
    }

    @Test
    void everyMechanismCanBeSwitched() {
        for (var architecture : List.of("initial", "updated")) {
            page.selectOption("#architecture", architecture);
            assertThat(page.locator(".panel h2")).containsText(architecture);
            openWhatElseThereIs();
            var count = page.locator("#mechanisms input").count();
            assertThat(count).isGreaterThan(2);
            for (var index = 0; index < count; index++) {
                var before = (String) page.evaluate("document.body.dataset.runs");
                page.locator("#mechanisms input").nth(index).click();
                page.waitForFunction("before => document.body.dataset.runs !== before", before);
                assertThat(page.locator("#message")).not().hasClass("error");
            }
        }
    }

    @Test
    void aNewcomerIsToldWhereToClickAndWhatWasLost() {
        assertThat(page.locator("#message")).containsText(
                "click on a server's line: on channel-server-1's, where the ring is");
        var ring = page.locator(".suggested").boundingBox();
        page.mouse().move(ring.x + ring.width / 2, ring.y + ring.height / 2);
        assertThat(page.locator("#tip")).containsText("crash after: channel-server-1 sends a reply");
        page.mouse().down();
        page.mouse().up();
        assertThat(page.locator(".verdict.broken")).containsText("but it is not in the store");
        assertThat(page.locator("#tip")).isHidden();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("The same in updated?"))
                .click();
        assertThat(page.locator(".panel").nth(1).locator(".verdict.kept")).isVisible();
    }

    @Test
    void aPredictionIsOfTheArchitectureThatWasClickedOn() {
        page.selectOption("#beside", "updated");
        assertThat(page.locator(".panel")).hasCount(2);
        page.locator("#predict").check();
        page.locator(".panel").nth(1).locator("rect.hit[aria-label^='web-app-1:']").press("Enter");
        assertThat(page.locator("#prediction-of")).containsText("updated architecture, crash after web-app-1: ");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Not yet")).click();
        assertThat(page.locator("#faults li")).hasCount(0);
    }

    @Test
    void anAddressOfWhatThereIsNotShowsWhatThereIs() {
        page.navigate(server.url() + "#" + "%7B%22architecture%22%3A%22nope%22%2C%22beside%22%3A%22no%22%7D");
        page.reload();
        assertThat(page.locator(".panel h2")).containsText("initial");
        assertThat(page.locator("#message")).not().hasClass("error");
    }

    /** The figure that the page shows of itself, for the record: how long a click takes to be simulated and drawn. */
    @Test
    void aClickIsRedrawn() {
        openWhatElseThereIs();
        page.fill("#members", "3");
        page.locator("#members").blur();
        page.fill("#messages", "5");
        page.locator("#messages").blur();
        page.selectOption("#architecture", "initial");
        var figures = new ArrayList<String>();
        for (var click = 1; click <= 10; click++) {
            page.locator("#calm").click();
            assertThat(page.locator("#faults li")).hasCount(0);
            page.evaluate("delete document.body.dataset.paintedMs");
            clickAfter("channel-server-1", "socket send reply");
            assertThat(page.locator("#faults li")).hasCount(1);
            page.waitForFunction("document.body.dataset.paintedMs");
            figures.add((String) page.evaluate("document.body.dataset.paintedMs"));
        }
        System.out.println("from the click to the next frame painted, 4 nodes, 3 members, 5 messages, goal 100 ms, ms: "
                + String.join(" ", figures));
        assertThat(figures).hasSize(10);
    }

    @Test
    void theReportIsReadWithoutAServer(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("report.html"), ReportPageTest.smallReport(folder).html());
        page.navigate(file.toUri().toString());
        assertThat(page.locator("td.broken")).containsText("broken");
        var afterAck = page.locator(".mark.broken").first();
        afterAck.focus();
        assertThat(page.locator("#told")).containsText("broke:");
        assertThat(page.locator(".run[open] svg")).isVisible();
        page.locator(".run[open] input[type=range]").fill("0");
        assertThat(page.locator(".run[open] svg .future").first()).isAttached();
        assertThat(page.locator(".life-of h3")).hasText(new String[] {"initial", "updated"});
    }

    /** Who says how much, and which mechanisms are on. */
    private void openWhatElseThereIs() {
        page.locator("details.more").evaluate("details => details.open = true");
    }

    private Locator line(String name) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(Pattern.compile("^" + name + ":")))
                .first();
    }

    private Locator cardOf(String member) {
        return page.locator(".card", new Page.LocatorOptions().setHasText(member + " sees"));
    }

    private static boolean isFocused(Locator element) {
        return (Boolean) element.evaluate("element => element === document.activeElement");
    }

    /** Clicks on a line a little to the right of the first such step. */
    private void clickAfter(String name, String step) {
        var dot = page.locator("circle.dot", new Page.LocatorOptions().setHasText(name + " "))
                .filter(new Locator.FilterOptions().setHasText("(" + step))
                .first();
        // By force: what takes the click is the line that lies over the dots.
        dot.click(new Locator.ClickOptions().setForce(true).setPosition(13, 4));
    }

    private void picture(String name) {
        page.mouse().move(5, 5);
        page.screenshot(new Page.ScreenshotOptions().setPath(Chromium.PICTURES.resolve(name + ".png")));
    }
}
