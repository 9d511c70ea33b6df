package rtmlab.labs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The classes of ours that a lab's students may use, as they are compiled against. */
public final class ApiClasses {

    private ApiClasses() {}

    /** The class files of the lab's api, with the public classes inside them, by binary name. */
    public static Map<String, byte[]> of(Lab lab) {
        var files = new TreeMap<String, byte[]>();
        lab.api().forEach(type -> add(type, files));
        return files;
    }

    /** Writes them into a jar, the same bytes every time. */
    public static void writeJar(Lab lab, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var file : of(lab).entrySet()) {
                var entry = new JarEntry(file.getKey().replace('.', '/') + ".class");
                entry.setTime(0);
                out.putNextEntry(entry);
                out.write(file.getValue());
                out.closeEntry();
            }
        }
    }

    private static void add(Class<?> type, Map<String, byte[]> files) {
        var resource = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (var in = type.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no class file of " + type);
            }
            files.put(type.getName(), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var inner : type.getClasses()) {
            if (inner.getDeclaringClass() == type) {
                add(inner, files);
            }
        }
    }
}
