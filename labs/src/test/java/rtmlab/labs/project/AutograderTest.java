package rtmlab.labs.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.labs.Labs;
import rtmlab.labs.Parameters;

/** The archive does its work where the kit is not. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS) // Gradescope's images are Linux.
class AutograderTest {

    @TempDir
    private Path root;

    @Test
    void theArchiveGradesASubmissionAndSaysWhyItCannot() throws Exception {
        var lab = Labs.numbered(0);
        var archive = root.resolve("autograder.zip");
        Autograder.write(lab, archive);
        unpack(archive, root.resolve("source"));
        var submission = Files.createDirectories(root.resolve("submission")).resolve("mine");
        new StudentProject(lab, Parameters.of("sample", 0, Parameters.NO_SECRET), LabFolder.kit()).writeTo(submission);
        for (var file : LabFolder.of(lab, LabFolder.kit()).solution().entrySet()) {
            Files.writeString(submission.resolve("src/main/java/lab").resolve(file.getKey()), file.getValue());
        }

        assertThat(run().get("score").asInt()).isEqualTo(100);

        Files.delete(submission.resolve("lab.properties"));
        var refused = run();
        assertThat(refused.get("score").asInt()).isZero();
        assertThat(refused.get("output").asText()).contains("there is no lab.properties");
    }

    private JsonNode run() throws Exception {
        var builder =
                new ProcessBuilder("sh", root.resolve("source/run_autograder").toString());
        builder.environment().put("AUTOGRADER_ROOT", root.toString());
        builder.environment()
                .put(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        assertThat(builder.inheritIO().start().waitFor()).isZero();
        return new ObjectMapper().readTree(root.resolve("results/results.json").toFile());
    }

    private static void unpack(Path archive, Path folder) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            for (var entry : zip.stream().toList()) {
                var file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                try (var in = zip.getInputStream(entry)) {
                    Files.copy(in, file);
                }
            }
        }
    }
}
