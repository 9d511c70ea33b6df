package rtmlab.labs.jail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM with little memory, no environment, a folder of its own, and limits on its processor time and the size of its
 * files; with all that it might have started, it is gone when this is closed.
 */
final class JailProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Path SHELL = Path.of("/bin/sh");

    /** What {@code -XX:+ExitOnOutOfMemoryError} makes of a full heap. */
    private static final int OUT_OF_MEMORY = 3;

    private final Process process;
    private final Limits limits;
    private final Writer toChild;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private volatile String password = "";
    private boolean hasAnsweredAll;

    /** What comes from the process. */
    sealed interface Heard {}

    record Said(Reply reply) implements Heard {}

    /** Nothing more comes, and why, as what "your code" did. */
    record Ended(String why) implements Heard {}

    private JailProcess(Process process, Limits limits) {
        this.process = process;
        this.limits = limits;
        this.toChild = process.outputWriter(StandardCharsets.UTF_8);
    }

    static JailProcess start(Path folder, Execution execution, Limits limits) throws IOException {
        var home = Files.createTempDirectory(folder, "jail");
        var builder = new ProcessBuilder(command(home, execution, limits))
                .directory(home.toFile())
                .redirectError(folder.resolve("jvm.log").toFile());
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        var jailed = new JailProcess(process, limits);
        Thread.ofPlatform()
                .daemon(true)
                .name("hears the jail")
                .start(() -> jailed.hear(process.inputReader(StandardCharsets.UTF_8)));
        return jailed;
    }

    /** Gives it something to do; only what it answers to this is heard from now on. */
    void ask(Request request) {
        password = request.password() + " ";
        hasAnsweredAll = false;
        try {
            toChild.write(JSON.writeValueAsString(request) + "\n");
            toChild.flush(); // And left open: its end is the sign that the parent has ended.
        } catch (IOException _) {
            // Then it has ended already, and that will be heard.
        }
    }

    /** Whether it waits for something to do, as far as is known. */
    boolean isIdle() {
        return hasAnsweredAll && process.isAlive();
    }

    private static List<String> command(Path home, Execution execution, Limits limits) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(SHELL)) {
            // In blocks of 512 bytes, as POSIX has it.
            command.addAll(List.of(
                    SHELL.toString(),
                    "-c",
                    "ulimit -c 0; ulimit -f %d; ulimit -t %d; exec \"$@\""
                            .formatted(limits.fileMegabytes() * 2_048, limits.cpuSeconds()),
                    "jail"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + limits.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                // Most are over before the second compiler pays.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:ErrorFile=" + home.resolve("crash.log"),
                "-Djava.io.tmpdir=" + home,
                "-Dfile.encoding=UTF-8",
                "-XX:+UnlockExperimentalVMOptions",
                execution.jvmOption(),
                "--add-exports",
                "java.base/jdk.internal.vm=ALL-UNNAMED",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                JailMain.class.getName()));
        return command;
    }

    /** The child has another working folder. */
    private static String absolute(String classPath) {
        var separator = System.getProperty("path.separator");
        var entries = new ArrayList<String>();
        for (var entry : classPath.split(java.util.regex.Pattern.quote(separator), -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(separator, entries);
    }

    private void hear(BufferedReader lines) {
        try (lines) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var expected = password;
                if (line.startsWith(expected)) {
                    heard.add(new Said(JSON.readValue(line.substring(expected.length()), Reply.class)));
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the jail's own words cannot be read", e);
        } catch (IOException _) {
            // It was killed.
        } finally {
            heard.add(new Ended(whyEnded()));
        }
    }

    private String whyEnded() {
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                return "closed its output and went on";
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        var status = process.isAlive() ? 0 : process.exitValue();
        return switch (status) {
            case OUT_OF_MEMORY -> "needed more than " + limits.heapMegabytes() + " MB of memory";
            case 137, 152 -> "needed more than " + limits.cpuSeconds() + " s of processor time";
            default -> "ended the process, with exit status " + status;
        };
    }

    /** The next thing that it says; when it takes more processor time than that, or for ever, it is killed. */
    Heard next(Duration atMost) {
        var began = processorTime();
        var end = System.nanoTime() + limits.patience().toNanos();
        try {
            while (System.nanoTime() < end) {
                var next = heard.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
                if (next != null) {
                    hasAnsweredAll = next instanceof Said said && said.reply().kind() == Reply.Kind.PRINTED;
                    return next;
                }
                if (processorTime().minus(began).compareTo(atMost) > 0) {
                    close();
                    return new Ended("did not come to an end within " + atMost.toSeconds() + " s of processor time");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        close();
        return new Ended("did not come to an end within " + limits.patience().toSeconds() + " s");
    }

    /** What all its threads have used so far; none where the system does not say. */
    private Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        var all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }
}
