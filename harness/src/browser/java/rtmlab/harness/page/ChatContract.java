package rtmlab.harness.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;

/** The chat on an architecture's real processes, in a real browser. */
@Tag("browser")
@TestInstance(Lifecycle.PER_CLASS)
abstract class ChatContract {

    /** Processes start in this time, on a machine that is busy with other things. */
    private static final double PATIENCE_MS = 60_000;

    @TempDir
    private static Path folder;

    private EmbeddedServers servers;
    private RealWorld world;
    private ChatServer chat;
    private Chromium chromium;

    abstract String architecture();

    @BeforeAll
    void start() {
        var architecture = ServiceLoader.load(Architecture.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals(architecture()))
                .findFirst()
                .orElseThrow();
        var cache = Path.of("..", "out", ".servers").toAbsolutePath();
        servers = EmbeddedServers.start(folder.resolve("servers"), ServerOptions.small(cache));
        world = new RealWorld(
                architecture,
                Mechanisms.defaultsOf(architecture),
                servers.addresses(),
                folder.resolve("up"),
                cache,
                Map.of());
        var team = Team.ofThree(1);
        world.probe().run(() -> team.enterInto(world.probe().directory()));
        chat = ChatServer.start(0, world, servers.all(), team);
        chromium = Chromium.launch();
    }

    @AfterAll
    void stop() {
        chromium.close();
        chat.close();
        world.close();
        servers.close();
    }

    /** The chat, with everybody online. */
    Page open() {
        var page = chromium.page();
        page.navigate(chat.url());
        for (var member : List.of("alice", "bob", "carol")) {
            assertThat(page.locator("#screen-" + member + " small")).hasText("online", patientlyHas());
        }
        return page;
    }

    @Test
    void whoeverTypesIsSeenTypingUntilTheMessageIsThere() {
        try (var page = open()) {
            page.getByLabel("message as alice").pressSequentially("what about");
            assertThat(page.locator("#screen-bob .typing")).hasText("alice is typing …", patientlyHas());
            assertThat(page.locator("#screen-alice .typing")).hasText("");
            page.getByLabel("message as alice").press("Enter");
            assertThat(page.locator("#screen-bob ol")).containsText("what about", patiently());
            assertThat(page.locator("#screen-bob .typing")).hasText("", patientlyHas());
        }
    }

    @Test
    void whoeverClosesTheClientIsAwayAndWhoeverComesBackIsActive() {
        try (var page = open()) {
            var carolAsBobSeesHer = page.locator("#screen-bob .presence li", new Page.LocatorOptions().setHasText("carol"));
            assertThat(carolAsBobSeesHer).containsText("carol active", patiently());
            button(page, "Close carol's client").click();
            assertThat(carolAsBobSeesHer).containsText("carol away", patiently());
            assertThat(page.getByLabel("message as carol")).isDisabled();
            button(page, "Open carol's client").click();
            assertThat(carolAsBobSeesHer).containsText("carol active", patiently());
        }
    }

    @Test
    void aNodeIsKilledAndStartedAgainByTheKeyboardWhichStaysOnItsButton() {
        try (var page = open()) {
            button(page, "kill -9 web-app-1").press("Enter");
            assertThat(page.locator("#nodes li.dead")).containsText("web-app-1", patiently());
            assertThat(button(page, "start again web-app-1")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.locator("#news")).containsText("web-app-1 serves again", patiently());
        }
    }

    @Test
    void everyTextHasTheContrastOfWcagAa() {
        for (var theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (var page = open()) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
                var judged = Contrast.of(page);
                assertThat(judged.texts()).isGreaterThan(20);
                assertThat(judged.tooFaint()).isEmpty();
            }
        }
    }

    static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    static void say(Page page, String member, String text) {
        page.getByLabel("message as " + member).fill(text);
        page.getByLabel("message as " + member).press("Enter");
    }

    static ContainsTextOptions patiently() {
        return new ContainsTextOptions().setTimeout(PATIENCE_MS);
    }

    static HasTextOptions patientlyHas() {
        return new HasTextOptions().setTimeout(PATIENCE_MS);
    }
}
