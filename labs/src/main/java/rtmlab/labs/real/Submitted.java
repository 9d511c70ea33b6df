package rtmlab.labs.real;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import rtmlab.protocol.variant.Architecture;

/**
 * What a student has handed in, compiled, on its way to nodes that are made with it.
 *
 * @param classFiles by binary name; each is looked through again before it is loaded
 */
public record Submitted(int lab, Map<String, byte[]> classFiles) {

    private static final String RESOURCE = "rtmlab-submission.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    public Submitted {
        classFiles = Map.copyOf(classFiles);
    }

    /** What the architecture with the pieces of this lab in it is called. */
    String architectureName() {
        return "lab-" + lab;
    }

    /**
     * Writes a jar with which a process finds that architecture by its name. The class files are data in it: no other
     * loader than the one that looks them through can come by them.
     */
    void writeJar(Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            add(out, RESOURCE, JSON.writeValueAsBytes(this));
            add(
                    out,
                    "META-INF/services/" + Architecture.class.getName(),
                    SubmittedArchitecture.class.getName().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }

    /** What this process's class path has. */
    static Submitted onTheClassPath() throws IOException {
        try (InputStream in = Submitted.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("there is no " + RESOURCE + " on the class path");
            }
            return JSON.readValue(in, Submitted.class);
        }
    }
}
