package rtmlab.harness.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** How much of other JVMs' heaps is in use, counted by them after a full collection; nothing where there is no jcmd. */
final class LiveHeap {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private LiveHeap() {}

    /** In bytes, of all of them together. */
    static OptionalLong ofAll(List<ProcessHandle> processes) throws InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return OptionalLong.empty();
        }
        var bytes = 0L;
        for (var process : processes) {
            var one = of(jcmd, process.pid());
            if (one.isEmpty()) {
                return one;
            }
            bytes += one.getAsLong();
        }
        return OptionalLong.of(bytes);
    }

    private static OptionalLong of(Path jcmd, long pid) throws InterruptedException {
        try {
            var asked = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String answer;
            try (var out = asked.getInputStream()) {
                answer = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            }
            asked.waitFor();
            var total = TOTAL.matcher(answer);
            return total.find() ? OptionalLong.of(Long.parseLong(total.group(1), 10)) : OptionalLong.empty();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }
}
