package rtmlab.harness.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

class UpdatedChatBrowserTest extends ChatContract {

    @Override
    String architecture() {
        return "updated";
    }

    @Test
    void aCrashAfterTheLogHasItLosesNothing() {
        try (var page = open()) {
            page.selectOption("#step", "log append");
            page.locator("#arm").click();
            assertThat(page.locator("#armed")).containsText("crash after log append");
            say(page, "alice", "lunch at noon?");
            assertThat(page.locator("#screen-bob ol")).containsText("lunch at noon?", patiently());
            assertThat(page.locator("#store")).containsText("lunch at noon?", patiently());
            assertThat(page.locator("#screen-alice")).containsText("✓ sent", patiently());
            assertThat(page.locator("#store li.gone")).hasCount(0);
            button(page, "start again").click();
            assertThat(page.locator("#news")).containsText("serves again", patiently());
        }
    }
}
