package rtmlab.harness.notebook;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Java kernel in which notebooks run, with the project on its class path, written into a folder of its own: Jupyter
 * finds it there through {@code JUPYTER_PATH}, and nothing is installed.
 */
public final class Kernel {

    /** As the notebooks' metadata call it. */
    static final String NAME = "rtmlab";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Ends the kernel with the Jupyter that started it, however that one ends. Version 3.0.1 may take a request before it
     * is ready, and then never another: such a kernel is started again.
     */
    private static final String SCRIPT = """
            jupyter=$PPID
            log=$(mktemp)
            again=0
            begin() {
                KERNEL "$1" 2> "$log" &
                kernel=$!
            }
            begin "$1"
            trap 'kill "$kernel"' INT TERM
            while kill -0 "$kernel" 2> /dev/null; do
                kill -0 "$jupyter" 2> /dev/null || kill -s KILL "$kernel"
                if [ "$again" -lt 10 ] && grep -q '"this.handlers" is null' "$log"; then
                    again=$((again + 1))
                    kill -s KILL "$kernel"
                    wait "$kernel"
                    begin "$1"
                fi
                sleep 1
            done
            wait "$kernel"
            status=$?
            cat "$log" >&2
            rm -f "$log"
            exit "$status"
            """;

    private final Path folder;

    private Kernel(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes it.
     *
     * @param folder anew for each version of the project's classes
     * @param kernelJar Rapaio's kernel, one jar with everything in it
     */
    public static Kernel write(Path folder, Path kernelJar) throws IOException {
        var spec = Files.createDirectories(folder.resolve("kernels").resolve(NAME));
        var classPath = writeClassPath(folder.resolve("rtmlab-class-path.jar"));
        var script = Files.writeString(spec.resolve("kernel.sh"), SCRIPT.replace("KERNEL", command(kernelJar)));
        var json = Map.of(
                "argv",
                List.of("sh", script.toString(), "{connection_file}"),
                "display_name",
                "Java 25 with RTM Lab",
                "language",
                "java",
                "interrupt_mode",
                "message",
                "env",
                Map.of("RJK_CLASSPATH", classPath.toString(), "RJK_TIMEOUT_MILLIS", "-1"));
        Files.writeString(
                spec.resolve("kernel.json"),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
        return new Kernel(folder);
    }

    private static String command(Path kernelJar) {
        var words = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                // The simulator runs on the JDK's own continuations.
                "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                "-Drtmlab.home=" + System.getProperty("rtmlab.home", ""),
                // The kernel's own libraries stay out of our way: cells see the project through RJK_CLASSPATH.
                "-jar",
                kernelJar.toString());
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /** What {@code JUPYTER_PATH} has to be. */
    public Path jupyterPath() {
        return folder;
    }

    /** One jar that names all others: the kernel looks through each entry of its class path, which takes half a minute. */
    private static Path writeClassPath(Path jar) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry ->
                                        Path.of(entry).toAbsolutePath().toUri().toString())
                                .collect(Collectors.joining(" ")));
        try (var out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }
}
