package rtmlab.labs.jail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.labs.ApiClasses;
import rtmlab.labs.Labs;
import rtmlab.labs.Submission.Unusable;

class StudentCompilerTest {

    @TempDir
    private static Path folder;

    private static Path api = Path.of("");

    @BeforeAll
    static void writeApi() throws IOException {
        api = folder.resolve("api.jar");
        ApiClasses.writeJar(Labs.numbered(1), api);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Copy of Help.java", "Help (1).java", "100%41.java", "Größe.java", "a?b#c:d.java", "a\nb.java"})
    void aFileMayHaveAnyNameAndIsCalledByItWhereItIsWrong(String name) {
        assertThat(StudentCompiler.compile(Map.of(name, "package lab; class Help {}"), api))
                .containsOnlyKeys("lab.Help");

        assertThatThrownBy(() -> StudentCompiler.compile(Map.of(name, "package lab;\nclass Help {"), api))
                .isInstanceOf(Unusable.class)
                .hasMessageStartingWith(name + ":2: ");
    }

    @Test
    void aPublicClassBelongsIntoAFileOfItsName() {
        assertThatThrownBy(() ->
                        StudentCompiler.compile(Map.of("Größe 2.java", "package lab; public class Größe {}"), api))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("class Größe is public, should be declared in a file named Größe.java");
        assertThat(StudentCompiler.compile(Map.of("Größe.java", "package lab; public class Größe {}"), api))
                .containsOnlyKeys("lab.Größe");
    }
}
