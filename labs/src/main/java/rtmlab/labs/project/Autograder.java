package rtmlab.labs.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import rtmlab.labs.Lab;

/**
 * What Gradescope asks for: an archive with a {@code setup.sh}, a {@code run_autograder}, and all that they need but a
 * JDK. It grades the simulated part.
 */
public final class Autograder {

    /** Programs of servers, which the simulated part starts none of. */
    private static final Pattern NOT_NEEDED = Pattern.compile("embedded-(postgres-binaries|redis).*\\.jar");

    private Autograder() {}

    /** Writes the archive for a lab, from the class path of this process. */
    public static void write(Lab lab, Path archive) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            add(zip, "setup.sh", text("setup.sh", lab));
            add(zip, "run_autograder", text("run_autograder", lab));
            var number = 0;
            var seen = new HashSet<Path>();
            for (var entry : System.getProperty("java.class.path")
                    .split(Pattern.quote(System.getProperty("path.separator")), -1)) {
                var path = Path.of(entry).toAbsolutePath();
                if (entry.isEmpty() || !Files.exists(path) || !seen.add(path)) {
                    continue;
                }
                number++;
                if (Files.isDirectory(path)) {
                    addFolder(zip, "classes/%03d/".formatted(number), path);
                } else if (!NOT_NEEDED.matcher(path.getFileName().toString()).matches()) {
                    add(zip, "lib/%03d-%s".formatted(number, path.getFileName()), Files.readAllBytes(path));
                }
            }
        }
    }

    private static byte[] text(String name, Lab lab) {
        return StudentProject.template(name)
                .replace("@lab@", Integer.toString(lab.number()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void addFolder(ZipOutputStream zip, String prefix, Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                add(zip, prefix + folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
