package rtmlab.labs.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import rtmlab.labs.Lab;

/** A lab's folder in the kit: what a student reads and starts from, and what we make of it. */
public record LabFolder(Path folder) {

    private static final Pattern HINT =
            Pattern.compile("<details><summary>Hint \\d+</summary>\\s*(.*?)\\s*</details>", Pattern.DOTALL);

    /** Below the kit's own folder. */
    public static LabFolder of(Lab lab, Path kit) {
        return new LabFolder(kit.resolve("labs").resolve(lab.folder()));
    }

    /** The kit's own folder, as the launcher says. */
    public static Path kit() {
        return Path.of(System.getProperty("rtmlab.home", "")).toAbsolutePath().normalize();
    }

    public String readme() throws IOException {
        return Files.readString(folder.resolve("README.md"));
    }

    /** From the README, each saying more than the one before. */
    public List<String> hints() throws IOException {
        return HINT.matcher(readme())
                .results()
                .map(result -> result.group(1).strip())
                .toList();
    }

    public Map<String, String> starter() throws IOException {
        return sources("starter");
    }

    public Map<String, String> solution() throws IOException {
        return sources("solution");
    }

    /** The names of the solutions that are wrong, each in its own way. */
    public List<String> wrong() throws IOException {
        var names = new ArrayList<String>();
        try (var folders = Files.newDirectoryStream(folder.resolve("wrong"), Files::isDirectory)) {
            folders.forEach(one -> names.add(one.getFileName().toString()));
        }
        names.sort(null);
        return names;
    }

    /** A wrong solution: the right one, with the files of the wrong one in their places. */
    public Map<String, String> wrong(String name) throws IOException {
        var sources = new TreeMap<>(Files.isDirectory(folder.resolve("solution")) ? solution() : starter());
        sources.putAll(sources("wrong/" + name));
        return sources;
    }

    private Map<String, String> sources(String name) throws IOException {
        var sources = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(folder.resolve(name), "*.java")) {
            for (var file : files) {
                sources.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return sources;
    }
}
