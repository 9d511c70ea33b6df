package rtmlab.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process and all that come of it, whoever their parent is by then: they have a variable in their environment, which
 * each hands on to its children. Needs Linux's {@code /proc}.
 */
final class Family {

    private static final String VARIABLE = "RTMLAB_DOCS_FAMILY";

    /** Far more than any of them needs to notice that it is to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String mark = UUID.randomUUID().toString();

    /** Whatever this one starts belongs to the family. */
    void mark(ProcessBuilder founder) {
        founder.environment().put(VARIABLE, mark);
    }

    /** Those that are alive. */
    List<ProcessHandle> members() {
        return ProcessHandle.allProcesses().filter(this::isMember).toList();
    }

    /** Waits until all have ended; answers those that have not, by what they are. */
    List<String> awaitGone() throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        // Whoever is found may have had a child meanwhile, so it is asked again.
        for (var members = members(); !members.isEmpty(); members = members()) {
            var ends = CompletableFuture.allOf(
                    members.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
            try {
                ends.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return members().stream()
                        .map(member -> member.pid() + " " + commandLine(member))
                        .toList();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return List.of();
    }

    void kill() {
        members().forEach(ProcessHandle::destroyForcibly);
    }

    /** Sends a signal by its name, such as {@code INT}. */
    static void signal(String name, ProcessHandle to) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(to.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String commandLine(ProcessHandle process) {
        return read(process, "cmdline").replace('\0', ' ');
    }

    private boolean isMember(ProcessHandle process) {
        return Stream.of(read(process, "environ").split("\0", -1)).anyMatch((VARIABLE + "=" + mark)::equals);
    }

    /** Empty where the process has ended, or is another user's. */
    private static String read(ProcessHandle process, String what) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), what), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
