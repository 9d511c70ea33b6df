package rtmlab.labs.grade;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import rtmlab.labs.Parameters;
import rtmlab.labs.Submission.Unusable;

/** A student's project as it lies on the disk. Of its files only the sources and {@code lab.properties} are read. */
public record StudentFolder(Path folder) {

    /** Where the sources are. */
    public static final String SOURCES = "src/main/java/lab";

    public static final String PROPERTIES = "lab.properties";

    private static final int MAX_FILES = 100;
    private static final long MAX_BYTES = 500_000;

    /** What {@code lab.properties} says: which lab, whose, and with which parameters. */
    public record Assignment(int lab, Parameters parameters) {}

    /** Empty when there is no {@code lab.properties}; throws {@link Unusable} when it says something else. */
    public Optional<Assignment> assignment() throws IOException {
        var file = folder.resolve(PROPERTIES);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
            return Optional.of(new Assignment(
                    Integer.parseInt(required(properties, "lab")),
                    new Parameters(
                            required(properties, "student"), Parameters.parseSeed(required(properties, "seed")))));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new Unusable(file + " is not as ./rtm lab start wrote it: " + e.getMessage());
        }
    }

    private static String required(Properties properties, String name) {
        var value = properties.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no \"" + name + "\"");
        }
        return value.strip();
    }

    /** The Java files by name; throws {@link Unusable} when there are none, or what is there cannot be graded. */
    public Map<String, String> sources() throws IOException {
        var from = folder.resolve(SOURCES);
        if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            throw new Unusable("there is no " + SOURCES + " in " + folder);
        }
        var sources = new TreeMap<String, String>();
        var bytes = 0L;
        try (var files = Files.newDirectoryStream(from, "*.java")) {
            for (var file : files) {
                // A link would have the grader read what the student may not.
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new Unusable(file.getFileName() + " is no file, but a link or a folder");
                }
                bytes += Files.size(file);
                if (bytes > MAX_BYTES || sources.size() == MAX_FILES) {
                    throw new Unusable("more than " + MAX_FILES + " files or " + MAX_BYTES / 1_000 + " kB of sources");
                }
                sources.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (CharacterCodingException _) {
            throw new Unusable("the sources have to be UTF-8");
        }
        if (sources.isEmpty()) {
            throw new Unusable("there is no Java file in " + from);
        }
        return sources;
    }
}
