package rtmlab.harness.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kernel that never came up is started anew; one whose notebook failed is not. Jupyter is a script here. */
class JupyterTest {

    @TempDir
    private Path folder;

    private Kernel kernel;

    @BeforeEach
    void kernel() throws IOException {
        kernel = Kernel.write(folder.resolve("jupyter"), folder.resolve("kernel.jar"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RuntimeError: Kernel didn't respond in 10 seconds",
                "RuntimeError: Kernel died before replying to kernel_info"
            })
    void aKernelThatNeverAnsweredIsStartedAnew(String said) throws Exception {
        var jupyter = failingTimes(2, said);

        assertThat(jupyter.execute(folder.resolve("a.ipynb"), folder.resolve("out/a.ipynb")))
                .isEmpty();
        assertThat(starts()).isEqualTo(3);
    }

    @Test
    void aKernelThatNeverAnswersIsNotStartedForEver() throws Exception {
        var jupyter = failingTimes(100, "RuntimeError: Kernel died before replying to kernel_info");

        assertThat(jupyter.execute(folder.resolve("a.ipynb"), folder.resolve("out/a.ipynb")))
                .hasValueSatisfying(failure -> assertThat(failure).contains("Kernel died before replying"));
        assertThat(starts()).isEqualTo(6);
    }

    @Test
    void anyOtherFailureIsToldAtOnce() throws Exception {
        var jupyter = failingTimes(1, "nbformat.reader.NotJSONError: Notebook does not appear to be JSON");

        assertThat(jupyter.execute(folder.resolve("a.ipynb"), folder.resolve("out/a.ipynb")))
                .hasValueSatisfying(failure -> assertThat(failure).contains("NotJSONError"));
        assertThat(starts()).isEqualTo(1);
    }

    /** A Jupyter that says this and fails, so often, and then succeeds. */
    private Jupyter failingTimes(int times, String said) throws IOException {
        var script = """
                #!/bin/sh
                echo start >> '%1$s/starts'
                [ "$(wc -l < '%1$s/starts')" -le %2$d ] || exit 0
                echo "%3$s"
                exit 1
                """.formatted(folder, times, said);
        var program = Files.writeString(folder.resolve("jupyter.sh"), script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Jupyter(program, kernel);
    }

    private int starts() throws IOException {
        return Files.readAllLines(folder.resolve("starts")).size();
    }
}
