package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every notebook, executed from a clean kernel, prints what it says that it prints; and no kernel outlives its command. */
@Tag("docs")
class NotebooksTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path home;

    @Test
    void everyNotebookSaysWhatItSaid() throws IOException, InterruptedException {
        var checked = Shell.run("./rtm notebooks --check", Optional.empty(), home);

        assertThat(checked.exitStatus())
                .as(String.join("\n", checked.everything()))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM", "INT"})
    void neitherKernelNorJupyterOutlivesTheCommand(String signal) throws Exception {
        var family = new Family();
        var builder = new ProcessBuilder("./rtm", "notebooks", "--check", "notebooks/07-linearizability-by-hand.ipynb")
                .directory(Page.HOME.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        family.mark(builder);
        var command = builder.start();
        try {
            awaitKernel(family, command);

            Family.signal(signal, command.toHandle());

            assertThat(command.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(family.awaitGone()).isEmpty();
        } finally {
            family.kill();
        }
    }

    /** Returns once the Java kernel runs; the notebook takes seconds from then on. */
    private static void awaitKernel(Family family, Process command) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (family.members().stream().map(Family::commandLine).noneMatch(line -> line.contains("kernel.jar"))) {
            assertThat(command.isAlive())
                    .as("the command runs until its kernel does")
                    .isTrue();
            assertThat(System.nanoTime()).as("a kernel within " + PATIENCE).isLessThan(deadline);
            // Nobody tells of a process that starts.
            command.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }
}
