package rtmlab.backends.launch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The child that holds one redis-server. */
public final class RedisServer {

    private RedisServer() {}

    static ChildSpec spec(Path folder, Path cacheFolder, Path data, int port, boolean keepsMemory) {
        return ChildSpec.of("redis", RedisServer.class, folder)
                .withJvmOptions(List.of("-Xmx24m"))
                .withArguments(
                        cacheFolder.toString(), data.toString(), Integer.toString(port), Boolean.toString(keepsMemory));
    }

    /** Arguments: cache folder, data folder, port, whether what it holds survives its death. */
    public static void main(String[] args) {
        ParentLink.serve(parent -> {
            var program = program(Path.of(args[0]));
            var data = Folders.writable(Path.of(args[1]));
            var command = command(program, data, args[2], Boolean.parseBoolean(args[3]));
            NativeServer.start(
                    new NativeServer.Spec(
                            command, program, data, "Ready to accept connections", Signal.TERM, Signal.KILL),
                    parent);
            parent.ready("");
        });
    }

    private static List<String> command(Path program, Path data, String port, boolean keepsMemory) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of("--port", port, "--bind", "127.0.0.1", "--dir", data.toString()));
        // No snapshots: either every write is in the file before it is answered, or nothing is.
        command.addAll(List.of("--save", "", "--appendonly", keepsMemory ? "yes" : "no"));
        // Never flushed by Redis: what is written is safe from the death of the process, which is all that is judged
        // here. With "everysec" a slow disk could hold back the write itself, and an answer could come before it.
        command.addAll(List.of("--appendfsync", "no"));
        return command;
    }

    private static Path program(Path cacheFolder) throws IOException, InterruptedException {
        var names = programNames();
        var cache = new UnpackedOnce(cacheFolder);
        for (var name : names) {
            var program = cache.folder(name, folder -> unpack(name, folder)).resolve(name);
            if (runs(program)) {
                return program.toAbsolutePath();
            }
        }
        throw new LaunchFailure("none of " + names + " runs on this machine (on Linux the first needs OpenSSL 3: "
                + "install libssl3)");
    }

    /** The programs in the embedded-redis jar that fit this machine, best first. */
    private static List<String> programNames() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        if (system.startsWith("windows")) {
            return List.of("redis-server-5.0.14.1-windows-amd64.exe");
        }
        if (system.startsWith("mac")) {
            return List.of(arm ? "redis-server-6.2.6-v5-darwin-arm64" : "redis-server-6.2.6-v5-darwin-amd64");
        }
        // The 32 bit program needs no library at all, not even the C library: it runs on any Linux, old or slim.
        return arm
                ? List.of("redis-server-6.2.7-linux-arm64")
                : List.of("redis-server-6.2.6-v5-linux-amd64", "redis-server-6.2.7-linux-386");
    }

    private static void unpack(String name, Path folder) throws IOException {
        try (var packed = RedisServer.class.getResourceAsStream("/" + name)) {
            if (packed == null) {
                throw new FileNotFoundException(name + " is not on the class path: embedded-redis is missing");
            }
            var program = folder.resolve(name);
            Files.copy(packed, program);
            if (!program.toFile().setExecutable(true, false)) {
                throw new IOException("cannot make " + program + " executable");
            }
        }
    }

    private static boolean runs(Path program) throws InterruptedException {
        try {
            return new ProcessBuilder(program.toString(), "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
