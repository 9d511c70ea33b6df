package rtmlab.harness.cli;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Option;

/** Where a command puts its files. */
public final class OutFolder {

    /** {@code out/} in the project's folder, wherever the command is given. */
    public static final Path DEFAULT =
            Path.of(System.getProperty("rtmlab.home", "")).resolve("out");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where files go: histories, verdicts, logs (default: out/ in the project's folder)")
    private Path folder = DEFAULT;

    /** A folder for this run alone, such as {@code out/compare/2026-11-22T10-15-00}. */
    Path forRunOf(String command) {
        var now =
                LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss"));
        return folder.resolve(command).resolve(now).toAbsolutePath();
    }

    /** Where the servers' programs are unpacked, once for all runs. */
    Path cache() {
        return folder.resolve(".servers").toAbsolutePath();
    }
}
