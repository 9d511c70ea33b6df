package rtmlab.harness.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;

/** The chat on real processes, in a real browser: a message is said, its server dies, and the store lacks it. */
@Tag("browser")
class ChatBrowserTest {

    /** Processes start in this time, on a machine that is busy with other things. */
    private static final double PATIENCE_MS = 60_000;

    @TempDir
    private static Path folder;

    private static EmbeddedServers servers;
    private static RealWorld world;
    private static ChatServer chat;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        var initial = ServiceLoader.load(Architecture.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(architecture -> architecture.name().equals("initial"))
                .findFirst()
                .orElseThrow();
        var cache = Path.of("..", "out", ".servers").toAbsolutePath();
        servers = EmbeddedServers.start(folder.resolve("servers"), ServerOptions.small(cache));
        world = new RealWorld(
                initial, Mechanisms.defaultsOf(initial), servers.addresses(), folder.resolve("up"), cache, Map.of());
        var team = Team.ofThree(1);
        world.probe().run(() -> team.enterInto(world.probe().directory()));
        chat = ChatServer.start(0, world, servers.all(), team);
        chromium = Chromium.launch();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        chat.close();
        world.close();
        servers.close();
    }

    @Test
    void aliceIsToldThatItWasSentAndTheStoreLacksIt() {
        try (var page = chromium.page()) {
            page.navigate(chat.url());
            assertThat(page.locator("#screen-alice small")).hasText("online");
            say(page, "bob", "hello");
            assertThat(page.locator("#store")).containsText("hello", patiently());

            page.selectOption("#step", "ack");
            page.locator("#arm").click();
            assertThat(page.locator("#armed")).containsText("crash after ack");
            say(page, "alice", "lunch at noon?");
            assertThat(page.locator("#screen-alice")).containsText("✓ sent", patiently());
            assertThat(page.locator("#nodes li.dead")).containsText("channel-server-1", patiently());
            assertThat(page.locator("#store li.gone")).containsText("lunch at noon?");

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("start again"))
                    .click();
            assertThat(page.locator("#news")).containsText("serves again", patiently());
            assertThat(page.locator("#screen-bob small")).hasText("online", patientlyHas());
            assertThat(page.locator("#store li.gone")).containsText("lunch at noon?");
            page.screenshot(new Page.ScreenshotOptions().setPath(Chromium.PICTURES.resolve("chat.png")));

            page.locator("#nodes li", new Page.LocatorOptions().setHasText("web-app-1"))
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("kill -9"))
                    .click();
            assertThat(page.locator("#nodes li.dead")).containsText("web-app-1", patiently());
        }
    }

    private static void say(Page page, String member, String text) {
        page.getByLabel("message as " + member).fill(text);
        page.getByLabel("message as " + member).press("Enter");
    }

    private static ContainsTextOptions patiently() {
        return new ContainsTextOptions().setTimeout(PATIENCE_MS);
    }

    private static HasTextOptions patientlyHas() {
        return new HasTextOptions().setTimeout(PATIENCE_MS);
    }
}
