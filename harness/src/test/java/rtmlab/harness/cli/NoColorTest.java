package rtmlab.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code NO_COLOR} (no-color.org) is honoured, also where something else asks for colors. */
@Tag("slow")
class NoColorTest {

    private static final Map<String, String> FORCED = Map.of("CLICOLOR_FORCE", "1");
    private static final Map<String, String> FORBIDDEN = Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1");
    private static final String ESCAPE = "\u001b[";

    @TempDir
    private Path folder;

    @Test
    void helpHasNoColorsWhereTheyAreNotWanted() throws Exception {
        assertThat(run(FORCED, "--help")).contains(ESCAPE);
        assertThat(run(FORBIDDEN, "--help")).isNotEmpty().doesNotContain(ESCAPE);
    }

    @Test
    void neitherHaveVerdicts() throws Exception {
        var command = new String[] {"run", "crash-after-the-ack", "--variant", "initial", "--out", folder.toString()};

        assertThat(run(FORCED, command)).contains(ESCAPE, "broken");
        assertThat(run(FORBIDDEN, command)).contains("broken").doesNotContain(ESCAPE);
    }

    /** What a process of its own writes on both streams: what it sees of the environment cannot be set in this one. */
    private static String run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-exports",
                "java.base/jdk.internal.vm=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "rtmlab.harness.Main"));
        Collections.addAll(command, arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"));
        builder.environment().putAll(environment);
        var process = builder.start();
        try (var out = process.getInputStream()) {
            var written = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return written;
        }
    }
}
