package rtmlab.backends.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The child that holds one PostgreSQL. */
public final class PostgresServer {

    static final String USER = "postgres";

    private PostgresServer() {}

    static ChildSpec spec(Path folder, Path cacheFolder, Path data, int port) {
        return ChildSpec.of("postgres", PostgresServer.class, folder)
                .withJvmOptions(List.of("-Xmx48m"))
                .withArguments(cacheFolder.toString(), data.toString(), Integer.toString(port));
    }

    /** Arguments: cache folder, data folder, port. */
    public static void main(String[] args) {
        ParentLink.serve(parent -> {
            var programs = PostgresPrograms.in(Path.of(args[0])).resolve("bin");
            var postgres = programs.resolve("postgres");
            var data = Path.of(args[1]).toAbsolutePath();
            var unprivileged = Unprivileged.wayTo(postgres);
            if (!Files.isDirectory(data)) {
                initialize(programs, data, unprivileged);
            }
            var command = unprivileged.command(command(postgres, data, args[2]));
            NativeServer.start(
                    new NativeServer.Spec(
                            command,
                            postgres,
                            data,
                            "database system is ready to accept connections",
                            Signal.INT,
                            Signal.QUIT),
                    parent);
            parent.ready("");
        });
    }

    private static void initialize(Path programs, Path data, Unprivileged unprivileged)
            throws IOException, InterruptedException {
        var unfinished = data.resolveSibling(data.getFileName() + ".initdb");
        Folders.delete(unfinished);
        unprivileged.createFolder(unfinished);
        var initdb = new ProcessBuilder(unprivileged.command(List.of(
                        programs.resolve("initdb").toString(),
                        "--pgdata=" + unfinished,
                        "--username=" + USER,
                        // It listens on the loopback address only.
                        "--auth=trust",
                        "--encoding=UTF8",
                        // Sorts by code point and knows every letter's case, alike on every machine.
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        // In files of the data folder: whatever is killed leaves nothing elsewhere.
                        "--set",
                        "dynamic_shared_memory_type=mmap",
                        "--no-sync",
                        "--no-instructions")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (initdb.waitFor() != 0) {
            throw new LaunchFailure("initdb ended with exit status " + initdb.exitValue());
        }
        Files.move(unfinished, data);
    }

    private static List<String> command(Path postgres, Path data, String port) {
        var command = new ArrayList<>(List.of(postgres.toString(), "-D", data.toString()));
        for (var setting : List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=200",
                "shared_buffers=64MB",
                // What is judged here is the death of processes. What PostgreSQL has written before it confirms a
                // commit is then in the operating system's hands, flushed to the disk or not, and survives; only a
                // power cut would lose it. So commits cost the same on every machine, whatever its disk.
                "fsync=off",
                // But a kill can tear the write of a page in two.
                "full_page_writes=on",
                // Nobody replicates this server, and it needs no more processes than that.
                "wal_level=minimal",
                "max_wal_senders=0",
                "max_logical_replication_workers=0",
                "io_method=sync",
                "jit=off",
                "timezone=UTC",
                "log_timezone=UTC",
                "log_line_prefix=%m [%p] ")) {
            command.add("-c");
            command.add(setting);
        }
        return command;
    }
}
