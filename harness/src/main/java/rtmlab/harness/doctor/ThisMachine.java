package rtmlab.harness.doctor;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine that this program runs on. */
final class ThisMachine implements Machine {

    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable: +([0-9]+) kB");

    /** In the command line of every process that a run starts. */
    private static final List<String> OURS = List.of("rtmlab.backends.", ".servers/");

    @Override
    public int javaVersion() {
        return Runtime.version().feature();
    }

    @Override
    public Optional<Long> availableMemoryBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .map(AVAILABLE::matcher)
                    .filter(Matcher::matches)
                    .map(line -> Math.min(Long.parseLong(line.group(1)) * 1024, leftInContainer()))
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** A container may have less than its machine. */
    private static long leftInContainer() {
        try {
            var limit = Files.readString(Path.of("/sys/fs/cgroup/memory.max")).strip();
            var used =
                    Files.readString(Path.of("/sys/fs/cgroup/memory.current")).strip();
            return limit.equals("max") ? Long.MAX_VALUE : Long.parseLong(limit) - Long.parseLong(used);
        } catch (IOException | NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }

    @Override
    public Optional<Long> writableBytes(Path folder) {
        for (var at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at)) {
                try {
                    return Files.isWritable(at)
                            ? Optional.of(Files.getFileStore(at).getUsableSpace())
                            : Optional.empty();
                } catch (IOException _) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> whyNoPort() {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var client = new Socket(server.getInetAddress(), server.getLocalPort());
                var accepted = server.accept()) {
            return client.isConnected() && accepted.isConnected()
                    ? Optional.empty()
                    : Optional.of("a connection to 127.0.0.1 does not come about");
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<Path> onPath(String program) {
        var path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public boolean canConnect(Path unixSocket) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(unixSocket));
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    @Override
    public List<Long> orphans() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().stream()
                        .anyMatch(line -> OURS.stream().anyMatch(line::contains)))
                .filter(process ->
                        process.parent().map(parent -> parent.pid() == 1).orElse(true))
                .map(ProcessHandle::pid)
                .toList();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Instant builtAt() {
        try {
            var source = ThisMachine.class.getProtectionDomain().getCodeSource();
            return source == null
                    ? Instant.EPOCH
                    : Files.getLastModifiedTime(Path.of(source.getLocation().toURI()))
                            .toInstant();
        } catch (IOException | URISyntaxException _) {
            return Instant.EPOCH;
        }
    }
}
