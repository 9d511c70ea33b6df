package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every notebook, executed from a clean kernel, prints what it says that it prints. */
@Tag("docs")
class NotebooksTest {

    @Test
    void everyNotebookSaysWhatItSaid() throws IOException, InterruptedException {
        var checked = Shell.run("./rtm notebooks --check", Optional.empty());

        assertThat(checked.exitStatus())
                .as(String.join("\n", checked.everything()))
                .isZero();
    }
}
