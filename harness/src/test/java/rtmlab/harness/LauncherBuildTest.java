package rtmlab.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the launcher builds, and what it has the JVM keep, in a project whose Maven is a script and whose harness repeats
 * what it was told. The folder's name has a blank in it.
 */
@DisabledOnOs(WINDOWS) // The launcher there is rtm.cmd.
class LauncherBuildTest {
    /** Has the JVM refuse to start where it cannot take the cache. */
    private static final Map<String, String> CACHE_OR_NOTHING = Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");

    private static final String[] CHECK = {"check", "some.edn", "--model", "set"};
    private static final String REPEATED = "check some.edn --model set\n";

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private Path home = Path.of("");

    @BeforeAll
    static void compileAHarness() throws IOException {
        writeJar(shared.resolve("harness.jar"), "");
    }

    @BeforeEach
    void makeAProject() throws IOException {
        home = Files.createDirectories(folder.resolve("a project"));
        Files.copy(Path.of("..", "rtm"), home.resolve("rtm"));
        Files.createDirectories(home.resolve("harness").resolve("src").resolve("main"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        // Each build leaves a line, so that builds can be counted.
        Files.writeString(home.resolve("mvnw"), """
                #!/bin/sh
                echo built >> builds.log
                mkdir -p harness/target labs/target
                cp "%1$s" harness/target/harness-0.1.0.jar
                cp "%1$s" labs/target/labs-0.1.0.jar
                printf %%s "%1$s" > harness/target/rtm.classpath
                """.formatted(shared.resolve("harness.jar")));
        assertThat(home.resolve("mvnw").toFile().setExecutable(true)).isTrue();
    }

    @Test
    void aCheckStartsFromWhatTheJvmKeptAfterTheBuildAndTheNextBuildMakesItAnew() throws Exception {
        assertThat(launch(Map.of(), "--version").out()).isEqualTo("--version\n");
        assertTakesTheCache();

        // As if it had been built before the last change.
        Files.setLastModifiedTime(
                target("rtm.built"), FileTime.from(Instant.now().minusSeconds(60)));
        var before = Files.readAttributes(cache(), "unix:ino").get("ino");
        assertThat(launch(Map.of(), CHECK).out()).isEqualTo(REPEATED);
        assertThat(Files.readAllLines(home.resolve("builds.log"))).hasSize(2);
        assertThat(Files.readAttributes(cache(), "unix:ino").get("ino")).isNotEqualTo(before);
        assertTakesTheCache();
    }

    @Test
    void classesOfAJarThatIsAnotherNowAreNotTakenFromTheCache() throws Exception {
        assertThat(launch(Map.of(), CHECK).status()).isZero();
        writeJar(target("harness-0.1.0.jar"), "anew: ");
        Files.setLastModifiedTime(
                target("harness-0.1.0.jar"), FileTime.from(Instant.now().plusSeconds(1)));

        assertThat(launch(Map.of(), CHECK)).isEqualTo(new Result(0, "anew: " + REPEATED, ""));
        // Only the jar is from the future: the cache was made now.
        Files.setLastModifiedTime(cache(), FileTime.from(Instant.now().plusSeconds(2)));
        assertThat(launch(CACHE_OR_NOTHING, CHECK).out()).isEqualTo("anew: " + REPEATED);
        assertThat(Files.readAllLines(home.resolve("builds.log"))).hasSize(1);
    }

    @Test
    void aCacheThatIsBrokenIsPassedOverWithoutAWord() throws Exception {
        assertThat(launch(Map.of(), CHECK).status()).isZero();
        var whole = Files.readAllBytes(cache());
        var half = Arrays.copyOf(whole, whole.length / 2);
        for (var broken : List.of(half, "no cache at all".getBytes(StandardCharsets.UTF_8), new byte[0])) {
            Files.write(cache(), broken);
            assertThat(launch(Map.of(), CHECK)).isEqualTo(new Result(0, REPEATED, ""));
        }
        Files.write(cache(), half);
        assertThat(launch(CACHE_OR_NOTHING, CHECK).status()).isNotZero();
    }

    @Test
    void twoCommandsAtOnceBuildOnceAndLeaveOneWholeCache() throws Exception {
        var first = start(Map.of(), CHECK);
        var second = start(Map.of(), CHECK);

        assertThat(result(first).out()).isEqualTo(REPEATED);
        assertThat(result(second).out()).isEqualTo(REPEATED);
        assertThat(Files.readAllLines(home.resolve("builds.log"))).hasSize(1);
        assertTakesTheCache();
        try (var files = Files.list(home.resolve("harness").resolve("target"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "harness-0.1.0.jar", "rtm.classpath", "rtm.built", "rtm-build.log", "rtm-check.aot");
        }
    }

    @Test
    void aBuildThatWasKilledHoldsNobodyUp() throws Exception {
        var ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Files.createDirectories(home.resolve("harness").resolve("target"));
        Files.createSymbolicLink(target("rtm.building"), Path.of(Long.toString(ended.pid())));

        assertThat(launch(Map.of(), CHECK).out()).isEqualTo(REPEATED);
        assertThat(target("rtm.building")).doesNotExist();
    }

    private void assertTakesTheCache() throws Exception {
        var result = launch(CACHE_OR_NOTHING, CHECK);
        assertThat(result.out()).as(result.err()).isEqualTo(REPEATED);
    }

    private Path cache() {
        return target("rtm-check.aot");
    }

    private Path target(String name) {
        return home.resolve("harness").resolve("target").resolve(name);
    }

    private record Result(int status, String out, String err) {}

    private Result launch(Map<String, String> environment, String... args) throws Exception {
        return result(start(environment, args));
    }

    /** A launcher that runs, and the files into which it writes. */
    private record Running(Process process, Path out, Path err) {}

    private Running start(Map<String, String> environment, String... args) throws IOException {
        var command = new ArrayList<>(List.of("sh", home.resolve("rtm").toString()));
        command.addAll(List.of(args));
        var out = Files.createTempFile(folder, "launched", ".out");
        var err = Files.createTempFile(folder, "launched", ".err");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_") || name.startsWith("JDK_"));
        builder.environment().remove("RTM_JAVA_OPTIONS");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    private static Result result(Running running) throws Exception {
        int status = running.process.waitFor();
        return new Result(status, Files.readString(running.out), Files.readString(running.err));
    }

    /** Writes a jar with a harness that repeats its arguments behind this text. */
    private static void writeJar(Path jar, String before) throws IOException {
        var source =
                new SimpleJavaFileObject(URI.create("string:///rtmlab/harness/Main.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return """
                        package rtmlab.harness;
                        public final class Main {
                            public static void main(String[] args) {
                                System.out.println("%s" + String.join(" ", args));
                            }
                        }
                        """.formatted(before);
                    }
                };
        var compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-d", shared.toString()), null, List.of(source))
                .call();
        assertThat(compiled).isTrue();
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("rtmlab/harness/Main.class"));
            Files.copy(shared.resolve("rtmlab").resolve("harness").resolve("Main.class"), out);
        }
    }
}
