package rtmlab.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(WINDOWS) // The launcher there is rtm.cmd.
class LauncherTest {

    private static final Path LAUNCHER = Path.of("..", "rtm").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void withoutAJdkItSaysInOneSentenceWhatToInstall() throws Exception {
        var result = launch(folder.resolve("no-jdks"));

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.output().lines().toList()).hasSize(1);
        assertThat(result.output()).contains("no JDK 25", "install one", "JAVA_HOME");
    }

    @Test
    void anOlderJdkAndABareRuntimeAreNotEnough() throws Exception {
        fakeJdk("jdk-17", "17.0.15", "java", "javac");
        fakeJdk("jre-25", "25.0.3", "java");

        assertThat(launch(folder.resolve("jdks")).status()).isEqualTo(3);
    }

    private record Result(int status, String output) {}

    /** Runs the launcher where nothing is on the PATH but what it needs, and JDKs can only be in this folder. */
    private Result launch(Path jdks) throws Exception {
        var tools = Files.createDirectories(folder.resolve("tools"));
        for (var tool : List.of("sh", "dirname", "readlink", "sed")) {
            if (!Files.exists(tools.resolve(tool))) {
                Files.createSymbolicLink(tools.resolve(tool), find(tool));
            }
        }
        var builder = new ProcessBuilder(tools.resolve("sh").toString(), LAUNCHER.toString(), "--version")
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("RTM_JDK_FOLDERS", jdks.toString());
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static Path find(String tool) {
        for (var folder : List.of("/bin", "/usr/bin")) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return Path.of(folder, tool);
            }
        }
        throw new IllegalStateException("this machine has no " + tool);
    }

    private void fakeJdk(String name, String version, String... programs) throws IOException {
        var jdk = Files.createDirectories(folder.resolve("jdks").resolve(name));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        var bin = Files.createDirectories(jdk.resolve("bin"));
        for (var program : programs) {
            assertThat(Files.writeString(bin.resolve(program), "#!/bin/sh\n")
                            .toFile()
                            .setExecutable(true))
                    .isTrue();
        }
    }
}
