package rtmlab.labs.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import rtmlab.labs.ApiClasses;
import rtmlab.labs.Lab;
import rtmlab.labs.Parameters;
import rtmlab.labs.grade.StudentFolder;

/**
 * A Maven project of a student's own, outside the kit: it opens in an editor and compiles, against exactly those classes
 * of ours that the lab allows, which it carries in a repository of its own.
 */
public final class StudentProject {

    private final Lab lab;
    private final Parameters parameters;
    private final Path kit;

    public StudentProject(Lab lab, Parameters parameters, Path kit) {
        this.lab = lab;
        this.parameters = parameters;
        this.kit = kit;
    }

    /** Writes it into a folder that is new or empty; throws {@link IllegalArgumentException} when it is neither. */
    public void writeTo(Path folder) throws IOException {
        requireEmpty(folder);
        var labFolder = LabFolder.of(lab, kit);
        for (var source : labFolder.starter().entrySet()) {
            write(folder.resolve(StudentFolder.SOURCES).resolve(source.getKey()), source.getValue());
        }
        write(folder.resolve("README.md"), labFolder.readme());
        for (var file : lab.handOut(parameters).entrySet()) {
            write(folder.resolve(file.getKey()), file.getValue());
        }
        write(folder.resolve(StudentFolder.PROPERTIES), """
                # Which lab this is, and whose: the grader reads it.
                lab=%d
                student=%s
                seed=%s
                """.formatted(
                        lab.number(), parameters.student(), parameters.seedText()));
        var version = writeApi(folder.resolve("repository"));
        write(
                folder.resolve("pom.xml"),
                template("pom.xml")
                        .replace("@artifact@", artifact())
                        .replace(
                                "@name@",
                                "Lab %02d: %s"
                                        .formatted(lab.number(), lab.topic().replace('-', ' ')))
                        .replace("@version@", version));
        write(folder.resolve(".gitignore"), "target/\nout/\n");
        write(
                folder.resolve(".github/workflows/classroom.yml"),
                template("classroom.yml").replace("@lab@", Integer.toString(lab.number())));
        for (var file : List.of("mvnw", "mvnw.cmd", ".mvn/wrapper/maven-wrapper.properties")) {
            var to = folder.resolve(file);
            Files.createDirectories(Objects.requireNonNull(to.getParent()));
            Files.copy(kit.resolve(file), to);
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException(folder + " is a file: name a folder that is new or empty");
            }
            try (var files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new IllegalArgumentException(folder
                            + " is not empty: name a folder that is new or empty, so that nothing is overwritten");
                }
            }
        }
    }

    private String artifact() {
        return "lab%02d-api".formatted(lab.number());
    }

    /** A Maven repository with one library. Its version tells what is in it: Maven never takes an old one for a new one. */
    private String writeApi(Path repository) throws IOException {
        var classes = ApiClasses.of(lab);
        var version = "0.1.0-" + hash(classes);
        var folder = repository.resolve("rtmlab").resolve(artifact()).resolve(version);
        var stem = artifact() + "-" + version;
        Files.createDirectories(folder);
        ApiClasses.writeJar(lab, folder.resolve(stem + ".jar"));
        writeSources(folder.resolve(stem + "-sources.jar"), classes);
        write(
                folder.resolve(stem + ".pom"),
                template("api.pom").replace("@artifact@", artifact()).replace("@version@", version));
        return version;
    }

    /** So that an editor shows what a class of ours says of itself. */
    private void writeSources(Path jar, Map<String, byte[]> classes) throws IOException {
        var sources = new TreeMap<String, byte[]>();
        for (var name : classes.keySet()) {
            var path = name.replaceFirst("\\$.*", "").replace('.', '/') + ".java";
            for (var module : List.of(
                    "protocol",
                    "checkers",
                    "simulator",
                    "labs",
                    "variants/initial-architecture",
                    "variants/updated-architecture",
                    "variants/session-bootstrap")) {
                var source = kit.resolve(module).resolve("src/main/java").resolve(path);
                if (Files.isRegularFile(source)) {
                    sources.put(path, Files.readAllBytes(source));
                }
            }
        }
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var source : sources.entrySet()) {
                out.putNextEntry(new JarEntry(source.getKey()));
                out.write(source.getValue());
                out.closeEntry();
            }
        }
    }

    private static String hash(Map<String, byte[]> classes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            classes.values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest()).substring(0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String template(String name) {
        try (var in = Objects.requireNonNull(StudentProject.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}
