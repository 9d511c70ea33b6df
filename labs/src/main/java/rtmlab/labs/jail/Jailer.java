package rtmlab.labs.jail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** Has the processes in which submissions are graded. */
public final class Jailer implements AutoCloseable {

    private final Limits limits;
    private final @Nullable Path keptIn;
    private final Map<Execution, Deque<JailProcess>> idle = new EnumMap<>(Execution.class);

    private Jailer(Limits limits, @Nullable Path keptIn) {
        this.limits = limits;
        this.keptIn = keptIn;
        for (var execution : Execution.values()) {
            idle.put(execution, new ConcurrentLinkedDeque<>());
        }
    }

    /** A new process for each submission: nothing of one student's reaches the next. */
    public static Jailer ofStrangers(Limits limits) {
        return new Jailer(limits, null);
    }

    /**
     * Processes that go on from one submission to the next, which is several times as fast; for code that one knows, such as
     * the kit's own wrong solutions. The classes of each are still its own.
     *
     * @param folder for the processes' own files
     */
    public static Jailer ofOurOwn(Limits limits, Path folder) {
        return new Jailer(limits, folder);
    }

    Limits limits() {
        return limits;
    }

    /** @param folder for its own files, where it is for one submission alone */
    JailProcess process(Path folder, Execution execution) throws IOException {
        for (var kept = of(execution).poll(); kept != null; kept = of(execution).poll()) {
            if (kept.isIdle()) {
                return kept;
            }
            kept.close();
        }
        return JailProcess.start(keptIn == null ? folder : keptIn, execution, limits);
    }

    /** To be called with each process in the end. */
    void dismiss(JailProcess process, Execution execution) {
        if (keptIn != null && process.isIdle()) {
            of(execution).add(process);
        } else {
            process.close();
        }
    }

    private Deque<JailProcess> of(Execution execution) {
        return Objects.requireNonNull(idle.get(execution));
    }

    @Override
    public void close() {
        idle.values().forEach(processes -> {
            processes.forEach(JailProcess::close);
            processes.clear();
        });
    }
}
