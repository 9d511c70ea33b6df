package rtmlab.labs.grade;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final long MAX_PROPERTIES_BYTES = 10_000;

    /** What {@code lab.properties} says: which lab, whose, and with which parameters. */
    public record Assignment(int lab, Parameters parameters) {}

    /**
     * The project in what was handed in: that folder itself, or the one folder in it that is a project, as archives often
     * come out. Throws {@link Unusable} when there are several.
     */
    public static StudentFolder in(Path handedIn) throws IOException {
        if (isProject(handedIn)) {
            return new StudentFolder(handedIn);
        }
        var projects = new ArrayList<Path>();
        try (var folders = Files.newDirectoryStream(handedIn, StudentFolder::isProject)) {
            folders.forEach(projects::add);
        }
        if (projects.size() > 1) {
            throw new Unusable("there are " + projects.size() + " projects in it: hand in one");
        }
        return new StudentFolder(projects.isEmpty() ? handedIn : projects.getFirst());
    }

    private static boolean isProject(Path folder) {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(folder.resolve(PROPERTIES), LinkOption.NOFOLLOW_LINKS);
    }

    /** Empty when there is no {@code lab.properties}; throws {@link Unusable} when it says something else. */
    public Optional<Assignment> assignment() throws IOException {
        var file = folder.resolve(PROPERTIES);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            var properties = properties(file);
            return Optional.of(new Assignment(
                    labOf(properties),
                    new Parameters(
                            required(properties, "student"), Parameters.parseSeed(required(properties, "seed")))));
        } catch (IllegalArgumentException e) {
            throw new Unusable(PROPERTIES + " is not as ./rtm lab start wrote it: " + e.getMessage());
        }
    }

    private static Properties properties(Path file) throws IOException {
        if (Files.size(file) > MAX_PROPERTIES_BYTES) {
            throw new IllegalArgumentException("it has more than " + MAX_PROPERTIES_BYTES / 1_000 + " kB");
        }
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
            return properties;
        } catch (CharacterCodingException _) {
            throw new IllegalArgumentException("it has to be UTF-8");
        }
    }

    private static int labOf(Properties properties) {
        var lab = required(properties, "lab");
        if (!lab.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("a lab is a number, not \"" + lab + '"');
        }
        return Integer.parseInt(lab);
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
            throw new Unusable("there is no folder " + SOURCES);
        }
        if (!from.toRealPath().startsWith(folder.toRealPath())) {
            throw new Unusable(SOURCES + " leads elsewhere by a link");
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
            throw new Unusable("there is no Java file in " + SOURCES);
        }
        return sources;
    }
}
