package rtmlab.harness.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

class InitialChatBrowserTest extends ChatContract {

    @Override
    String architecture() {
        return "initial";
    }

    @Test
    void aliceIsToldThatItWasSentAndTheStoreLacksIt() {
        try (var page = open()) {
            say(page, "bob", "hello");
            assertThat(page.locator("#store")).containsText("hello", patiently());

            page.selectOption("#step", "ack");
            page.locator("#arm").click();
            assertThat(page.locator("#armed")).containsText("crash after ack");
            say(page, "alice", "lunch at noon?");
            assertThat(page.locator("#screen-alice")).containsText("✓ sent", patiently());
            assertThat(page.locator("#nodes li.dead")).containsText("channel-server-1", patiently());
            assertThat(page.locator("#store li.gone")).containsText("lunch at noon?", patiently());

            button(page, "start again").click();
            assertThat(page.locator("#news")).containsText("channel-server-1 serves again", patiently());
            assertThat(page.locator("#screen-bob small")).hasText("online", patientlyHas());
            assertThat(page.locator("#store li.gone")).containsText("lunch at noon?");
            page.getByLabel("message as bob").pressSequentially("wher");
            assertThat(page.locator("#screen-alice .typing")).hasText("bob is typing …", patientlyHas());
            page.screenshot(new Page.ScreenshotOptions().setPath(Chromium.PICTURES.resolve("chat.png")));
        }
    }
}
