package rtmlab.harness.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The machine's own Chromium, without a window. */
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

    /** Where tests put what they saw. */
    static final Path PICTURES = Path.of("target", "pictures");

    static Chromium launch() {
        var playwright = Playwright.create();
        var options = new LaunchOptions().setExecutablePath(onThePath()).setArgs(List.of("--no-sandbox"));
        return new Chromium(playwright, playwright.chromium().launch(options));
    }

    private static Path onThePath() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "there is no chromium on the PATH: install it (Debian: apt-get install chromium)"));
    }

    /** A new page, as large as a laptop's window. */
    Page page() {
        return browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 860));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
