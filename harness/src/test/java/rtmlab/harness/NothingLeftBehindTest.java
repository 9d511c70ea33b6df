package rtmlab.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a command ends, nothing of it stays. */
class NothingLeftBehindTest {

    @TempDir
    private Path folder;

    private @Nullable Process started;

    @AfterEach
    void end() {
        if (started != null) {
            started.descendants().forEach(ProcessHandle::destroyForcibly);
            started.destroyForcibly();
        }
    }

    @Test
    void killNineOfARunningComparisonLeavesNoProcess() throws Exception {
        var command = start("compare", "initial");
        awaitError(command, "1/");
        var processes = command.descendants().toList();
        assertThat(processes).as("servers and nodes").hasSizeGreaterThan(5);

        command.destroyForcibly();

        assertGone(processes);
    }

    /** As a script does: standard input is /dev/null, and Ctrl-C's signal is ignored by all that it starts. */
    @Tag("slow")
    @Test
    void killNineOfAnUpInTheBackgroundLeavesNoProcess() throws Exception {
        killNineOfAnUpStartedBy("sh", "-c", "\"$@\" </dev/null & wait", "sh");
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"nohup", "setsid"})
    void killNineOfAnUpWithoutATerminalLeavesNoProcess(String starter) throws Exception {
        killNineOfAnUpStartedBy(starter);
    }

    private void killNineOfAnUpStartedBy(String... starter) throws Exception {
        var command = startBy(List.of(starter), "up", "initial");
        awaitError(command, "Ready");
        var up = Stream.concat(Stream.of(command.toHandle()), command.descendants())
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
        var processes = up.descendants().toList();
        assertThat(processes).as("servers and nodes").hasSizeGreaterThan(5);

        up.destroyForcibly();

        assertGone(processes);
    }

    @Tag("slow")
    @Test
    void aTerminatedUpLeavesNoProcess() throws Exception {
        var command = start("up", "initial");
        awaitError(command, "Ready");
        var processes = command.descendants().toList();

        command.destroy();

        assertGone(processes);
    }

    @Tag("slow")
    @Test
    void aServerThatDiesEndsTheRunWithOneSentence() throws Exception {
        var command = start("up", "initial");
        awaitError(command, "Ready");
        var processes = command.descendants().toList();
        var redis = processes.stream()
                .filter(process -> process.info().command().orElse("").contains("redis-server"))
                .findFirst()
                .orElseThrow();

        redis.destroyForcibly();

        assertThat(command.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(command.exitValue()).isEqualTo(3);
        var sentences = Files.readString(errors())
                .lines()
                .filter(line -> line.startsWith("rtm: "))
                .toList();
        assertThat(sentences).hasSize(1);
        assertThat(sentences.getFirst()).contains("Redis died", "log");
        assertGone(processes);
    }

    private Path errors() {
        return folder.resolve("errors.txt");
    }

    private Process start(String... arguments) throws IOException {
        return startBy(List.of(), arguments);
    }

    private Process startBy(List<String> starter, String... arguments) throws IOException {
        var line = new ArrayList<>(starter);
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "rtmlab.harness.Main"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--out", folder.resolve("out").toString()));
        var command = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        started = command;
        return command;
    }

    /** Returns when the command has written a line with these words to its standard error. */
    private void awaitError(Process command, String words) throws Exception {
        var seen = new CompletableFuture<Boolean>();
        var reader = new BufferedReader(command.errorReader(StandardCharsets.UTF_8));
        Thread.ofVirtual().start(() -> {
            try (var copy = Files.newBufferedWriter(errors())) {
                for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                    copy.write(line + "\n");
                    copy.flush();
                    if (line.contains(words)) {
                        seen.complete(true);
                    }
                }
            } catch (IOException e) {
                seen.completeExceptionally(e);
            }
            seen.complete(false);
        });
        assertThat(seen.get(120, TimeUnit.SECONDS))
                .as("the command said: " + Files.readString(errors()))
                .isTrue();
    }

    private static void assertGone(List<ProcessHandle> processes) {
        assertThat(CompletableFuture.allOf(
                        processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new)))
                .succeedsWithin(Duration.ofSeconds(5));
    }
}
