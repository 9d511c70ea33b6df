package rtmlab.labs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rtmlab.harness.cli.UsageError;

/** What an instructor knows and a student does not: from it come the students' parameters. */
final class CourseSecret {

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "the course's secret, from which every student's own parameters come")
    private @Nullable Path file;

    /** Empty when none was given. */
    Optional<String> read() {
        if (file == null) {
            return Optional.empty();
        }
        try {
            var secret = Files.readString(file).strip();
            if (secret.length() < 8) {
                throw new UsageError("the secret in " + file + " has fewer than 8 characters: choose a longer one");
            }
            return Optional.of(secret);
        } catch (IOException e) {
            throw new UsageError("the secret cannot be read from " + file);
        }
    }
}
